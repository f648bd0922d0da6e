import CameraOutlined from '@ant-design/icons-svg/es/asn/CameraOutlined';
import DeleteOutlined from '@ant-design/icons-svg/es/asn/DeleteOutlined';
import EditOutlined from '@ant-design/icons-svg/es/asn/EditOutlined';
import EyeInvisibleOutlined from '@ant-design/icons-svg/es/asn/EyeInvisibleOutlined';
import PlaySquareOutlined from '@ant-design/icons-svg/es/asn/PlaySquareOutlined';
import type { CSSProperties } from 'react';
import { glyphUrl } from '../../../components/glyph.ts';
import { palette } from '../../../theme.ts';

/** For the list's own element: what `.icon-act` of list.css draws by its `data-icon`. */
export const rowIcons = {
  '--icon-watch': glyphUrl(PlaySquareOutlined, palette.text),
  '--icon-picture': glyphUrl(CameraOutlined, palette.text),
  '--icon-mask': glyphUrl(EyeInvisibleOutlined, palette.text),
  '--icon-edit': glyphUrl(EditOutlined, palette.text),
  '--icon-remove': glyphUrl(DeleteOutlined, palette.bad),
} as CSSProperties;
