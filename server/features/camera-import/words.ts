import type { ForbiddenPlace, PlaceType } from '../../contract/placement.ts';
import type { Words } from '../../table/words.ts';

export const PLACE_WORDS: Readonly<Record<PlaceType, Words>> = {
  road: ['道路', '公路'],
  crossing: ['路口', '十字路口'],
  bridge: ['桥梁', '桥'],
  square: ['广场'],
  street: ['街巷', '街道'],
  market: ['市场', '集市'],
  station: ['车站'],
  'school-gate': ['学校门口', '校门'],
  'hospital-gate': ['医院门口'],
  'government-hall': ['办事大厅', '政务大厅'],
  'residential-entrance': ['小区出入口'],
  'scenic-spot': ['景区'],
  river: ['河道'],
  reservoir: ['水库'],
  forest: ['林区', '森林'],
  'construction-site': ['工地'],
  'other-public': ['其他公共场所', '其他'],
};

export const FORBIDDEN_WORDS: Readonly<Record<ForbiddenPlace, Words>> = {
  dwelling: ['住宅', '民宅', '居室', '住宅内'],
  dormitory: ['宿舍', '学生宿舍', '集体宿舍'],
  'hotel-room': ['客房', '宾馆客房', '旅馆客房'],
  bathroom: ['浴室', '公共浴室', '澡堂'],
  toilet: ['卫生间', '厕所', '公厕'],
  'changing-room': ['更衣室', '试衣间'],
  ward: ['病房'],
  'nursing-room': ['哺乳室', '母婴室'],
};

export const SIGN_WORDS: Readonly<Record<'true' | 'false', Words>> = {
  true: ['有', '是', 'yes', '1'],
  false: ['无', '否', '没有', 'no', '0', ''],
};
