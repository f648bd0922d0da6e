import type { SiteKind, UnitKind, UnitState } from '../../contract/org.ts';
import type { Words } from '../../table/words.ts';

export const KIND_WORDS: Readonly<Record<UnitKind, Words>> = {
  county: ['县', '区', '县区', '市'],
  town: ['镇', '乡', '乡镇', '街道'],
  village: ['村', '行政村'],
  community: ['社区', '小区'],
  'command-centre': ['指挥中心'],
  'police-station': ['派出所'],
};

export const SITE_WORDS: Readonly<Record<SiteKind, Words>> = {
  'monitoring-room': ['监控室'],
  'mediation-room': ['调解室'],
  reception: ['接待大厅', '接待室'],
  'counselling-room': ['心理咨询室', '咨询室'],
  'meeting-room': ['会议室'],
};

export const STATE_WORDS: Readonly<Record<UnitState, Words>> = {
  planned: ['未启动'],
  joining: ['接入中'],
  joined: ['已接入'],
  retired: ['已停用'],
};
