import CameraOutlined from '@ant-design/icons-svg/es/asn/CameraOutlined';
import DeleteOutlined from '@ant-design/icons-svg/es/asn/DeleteOutlined';
import EditOutlined from '@ant-design/icons-svg/es/asn/EditOutlined';
import EyeInvisibleOutlined from '@ant-design/icons-svg/es/asn/EyeInvisibleOutlined';
import PlaySquareOutlined from '@ant-design/icons-svg/es/asn/PlaySquareOutlined';
import type { CSSProperties } from 'react';
import { glyphUrl } from '../../../components/glyph-url.ts';
import { palette } from '../../../theme.ts';

/** px; keep with `.icon-act` in list.css. */
const SIZE = 14;

/** For the list's own element: what `.icon-act` of list.css draws by its `data-icon`. */
export function drawRowIcons(): CSSProperties {
  return {
    '--icon-watch': glyphUrl(PlaySquareOutlined, palette.text, SIZE),
    '--icon-picture': glyphUrl(CameraOutlined, palette.text, SIZE),
    '--icon-mask': glyphUrl(EyeInvisibleOutlined, palette.text, SIZE),
    '--icon-edit': glyphUrl(EditOutlined, palette.text, SIZE),
    '--icon-remove': glyphUrl(DeleteOutlined, palette.bad, SIZE),
  } as CSSProperties;
}
