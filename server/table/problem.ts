/** In both languages. */
export interface TableMessage {
  zh: string;
  en: string;
}

/** Rows of a file that are read, without the heading. A county has some hundreds of units and some thousand cameras. */
export const MAX_ROWS = 20_000;

/** A file that cannot be read as a table at all. */
export class TableProblem extends Error {
  override readonly name = 'TableProblem';
  readonly told: TableMessage;
  /** As a spreadsheet counts; 0: the whole file. */
  readonly row: number;

  constructor(told: TableMessage, row = 0, options?: ErrorOptions) {
    super(told.en, options);
    this.told = told;
    this.row = row;
  }
}

export const tableProblems = {
  encoding: {
    zh: '无法识别文件编码：请在 Excel 中另存为“CSV UTF-8”',
    en: 'The encoding is neither UTF-8 nor GB18030: save the file as “CSV UTF-8”',
  },
  quotes: { zh: '引号不成对，从此行起无法读取', en: 'A quote is never closed: the file cannot be read from here on' },
  longRow: { zh: '此行过长：可能有引号不成对', en: 'This row is far too long: a quote may not be closed' },
  workbook: { zh: '不是 XLSX 文件，或已损坏', en: 'This is no XLSX file, or it is damaged' },
  tooLarge: { zh: '文件内容过大，未读取', en: 'The content of the file is too large and was not read' },
  tooManyRows: {
    zh: `超过 ${MAX_ROWS} 行，未读取：请分成几个文件`,
    en: `More than ${MAX_ROWS} rows, nothing was read: split the file`,
  },
} as const satisfies Record<string, TableMessage>;
