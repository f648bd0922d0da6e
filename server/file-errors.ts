/** Part of the catalogue in errors.ts: files that people send. */
export const fileErrors = {
  'file.unknown': { status: 404, zh: '没有这个文件', en: 'There is no such file' },
  'file.too-large': {
    status: 413,
    zh: '文件超过 50 MB：请压缩或拆分后重试',
    en: 'This file is larger than 50 MB: make it smaller, or split it',
  },
  'file.type': {
    status: 415,
    zh: '不接受此类文件：请提供文档、表格、演示文稿、PDF、图片或文本',
    en: 'Files of this kind are not accepted: give a document, sheet, presentation, PDF, picture or text',
  },
} as const;
