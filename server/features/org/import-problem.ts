import type { ImportError } from '../../contract/org.ts';

type Message = ImportError['message'];

/** Levels of the tree below the root. */
export const MAX_LEVELS = 32;

/** All that can be wrong with a file, in both languages. */
export const problems = {
  noHeading: { zh: '文件是空的：第一行应为表头', en: 'The file is empty: its first row must be the heading' },
  missingColumn: (zh: string, en: string) => ({ zh: `缺少“${zh}”列`, en: `The column “${en}” is missing` }),
  doubleColumn: { zh: '此列出现两次', en: 'This column is there twice' },
  tooManyCells: { zh: '此行的单元格比表头多', en: 'This row has more cells than the heading' },
  empty: { zh: '不能为空', en: 'This must not be empty' },
  kind: (text: string) => ({ zh: `未知类型“${text}”`, en: `There is no kind “${text}”` }),
  state: (text: string) => ({ zh: `未知状态“${text}”`, en: `There is no state “${text}”` }),
  text: { zh: '过长，或含有不允许的字符', en: 'This is too long, or has characters that are not allowed' },
  code: { zh: '区划代码应为 6、9 或 12 位数字', en: 'A division code has 6, 9 or 12 digits' },
  number: (low: number, high: number) => ({
    zh: `应为 ${low} 到 ${high} 之间的数字`,
    en: `This must be a number from ${low} to ${high}`,
  }),
  ofUnits: { zh: '场所没有此项，请留空', en: 'Sites have none: leave it empty' },
  unknownParent: (text: string) => ({ zh: `找不到上级“${text}”`, en: `There is no unit “${text}”` }),
  ambiguousParent: (text: string) => ({
    zh: `有几个“${text}”：请填区划代码或完整路径`,
    en: `There are several “${text}”: give the division code or the whole path`,
  }),
  cycle: { zh: '上级关系成环', en: 'The unit would lie below itself' },
  levels: { zh: `层级超过 ${MAX_LEVELS} 级`, en: `More than ${MAX_LEVELS} levels` },
  secondRoot: (row: number) => ({
    zh: `只能有一个最上级机构，第 ${row} 行已是`,
    en: `There can be one root, and row ${row} is it`,
  }),
  otherRoot: (name: string) => ({
    zh: `最上级机构是“${name}”：请填写上级`,
    en: `The root is “${name}”: give the parent of this unit`,
  }),
  rootBelow: { zh: '这是最上级机构，不能有上级', en: 'This is the root: it has no parent' },
  sameCode: (row: number) => ({ zh: `区划代码与第 ${row} 行相同`, en: `Row ${row} has the same division code` }),
  takenCode: (name: string) => ({
    zh: `区划代码已属于“${name}”`,
    en: `The division code is that of “${name}”`,
  }),
  sameName: (row: number) => ({ zh: `与第 ${row} 行同级同名`, en: `Row ${row} has the same name in the same unit` }),
  takenName: { zh: '同级已有同名的另一个', en: 'There is another one of that name in the same unit' },
  gain: {
    zh: '此移动会扩大您自己可查看的范围：请由另一名系统管理员导入',
    en: 'This move would widen what you may see yourself: have another system administrator import it',
  },
  outside: { zh: '不在您的管理范围内', en: 'This is outside of your area' },
} as const satisfies Record<string, Message | ((...values: never[]) => Message)>;
