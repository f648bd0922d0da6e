import type { ImportFinding } from '../../contract/camera-import.ts';

type Message = ImportFinding['message'];

/** All that can be wrong with a file of cameras, in both languages. */
export const problems = {
  noHeading: { zh: '文件是空的：第一行应为表头', en: 'The file is empty: its first row must be the heading' },
  doubleColumn: { zh: '此列出现两次', en: 'This column is there twice' },
  noAddressColumn: { zh: '缺少“地址”或“RTSP地址”列', en: 'The column “address” or “rtsp url” is missing' },
  noAddress: { zh: '请填写地址或 RTSP 地址', en: 'Give the address, or the RTSP URL' },
  twoAddresses: { zh: '地址与 RTSP 地址只能填一个', en: 'Give the address or the RTSP URL, not both' },
  address: { zh: '不是地址', en: 'This is no address' },
  url: { zh: '不是 RTSP 地址', en: 'This is no RTSP URL' },
  range: {
    zh: '此地址不在允许的范围内：由管理员在 HUB_CAMERA_RANGES 中添加',
    en: 'This address is outside of the allowed ranges: have it added to HUB_CAMERA_RANGES',
  },
  text: { zh: '过长，或含有不允许的字符', en: 'This is too long, or has characters that are not allowed' },
  number: (low: number, high: number) => ({
    zh: `应为 ${low} 到 ${high} 之间的数字`,
    en: `This must be a number from ${low} to ${high}`,
  }),
  day: { zh: '日期应写作 2026-11-23', en: 'Write the day as 2026-11-23' },
  sign: { zh: '请填“有”或“无”', en: 'Write “yes” or “no”' },
  placeType: (text: string) => ({ zh: `未知场所类型“${text}”`, en: `There is no place type “${text}”` }),
  forbiddenPlace: (text: string) => ({
    zh: `“${text}”内禁止安装公共视频摄像机（《公共安全视频图像信息系统管理条例》第八条）`,
    en: `No camera may stand in a place like “${text}” (Regulations on public security video systems, article 8)`,
  }),
  fieldOfView: {
    zh: '朝向、视场角、可视距离须一起填写',
    en: 'Give heading, angle and range together, or none of them',
  },
  coordinates: { zh: '经度和纬度须一起填写', en: 'Give longitude and latitude together, or none of them' },
  gbId: { zh: '国标编号应为 20 位，类型 131 或 132', en: 'A GB id has 20 digits, and is of type 131 or 132' },
  otherGbId: {
    zh: '国标编号由本系统分配，此编号不是该摄像机的，将被忽略',
    en: 'GB ids are given by the hub; this is not the id of this camera, and is not taken',
  },
  noUnit: { zh: '请填写所属机构', en: 'Say which unit it belongs to' },
  unknownUnit: (text: string) => ({ zh: `找不到机构“${text}”`, en: `There is no unit “${text}”` }),
  ambiguousUnit: (text: string) => ({
    zh: `有几个“${text}”：请填区划代码或完整路径`,
    en: `There are several “${text}”: give the division code or the whole path`,
  }),
  retiredUnit: { zh: '机构已停用', en: 'This unit is retired' },
  outside: { zh: '不在您的管理范围内', en: 'This is outside of your area' },
  unknownSet: (text: string) => ({ zh: `没有凭据组“${text}”`, en: `There is no credential set “${text}”` }),
  setAndUser: {
    zh: '凭据组与用户名、密码只能填一种',
    en: 'Give a credential set, or user name and password, not both',
  },
  noPassword: { zh: '请填写密码，或改填凭据组', en: 'Give the password, or a credential set' },
  noCredentials: {
    zh: '没有凭据，也没有凭据组：只能接入无需登录的设备',
    en: 'Neither credentials nor a credential set: only a device that asks for none can be read',
  },
  sameRow: (row: number) => ({ zh: `与第 ${row} 行是同一台设备`, en: `Row ${row} is the same device` }),
  tooManyCells: { zh: '此行的单元格比表头多', en: 'This row has more cells than the heading' },
} as const satisfies Record<string, Message | ((...values: never[]) => Message)>;
