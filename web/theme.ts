import { theme, type ThemeConfig } from 'antd';

type Algorithm = typeof theme.defaultAlgorithm;
type SeedToken = Parameters<Algorithm>[0];
type MapToken = ReturnType<Algorithm>;

/** The palette of base.css once more, for antd: keep the two together. */
export const palette = {
  ground: '#0c1014',
  panel: '#12181e',
  raised: '#1a222a',
  line: '#27313b',
  text: '#dde4eb',
  quiet: '#9dabb8',
  accent: '#7fb2e5',
  action: '#2c6aa8',
  live: '#56c28c',
  warn: '#e0a94a',
  bad: '#f08a7a',
} as const;

/** antd's compact sizes go down to 10 px; Chinese characters need 12 at least. */
function readable(seed: SeedToken, map: MapToken = theme.defaultAlgorithm(seed)): MapToken {
  return { ...map, fontSize: 13, fontSizeSM: 12, lineHeight: 1.5385 };
}

/** Dark, compact, flat: antd in the colours of the command room. */
export const hubTheme: ThemeConfig = {
  algorithm: [theme.darkAlgorithm, theme.compactAlgorithm, readable],
  token: {
    colorPrimary: palette.action,
    colorInfo: palette.accent,
    colorSuccess: palette.live,
    colorWarning: palette.warn,
    colorError: palette.bad,
    colorLink: palette.accent,
    colorBgBase: palette.ground,
    colorBgLayout: palette.ground,
    colorBgContainer: palette.panel,
    colorBgElevated: palette.raised,
    colorBorder: '#3a4754',
    colorBorderSecondary: palette.line,
    colorText: palette.text,
    colorTextSecondary: palette.quiet,
    colorTextDescription: palette.quiet,
    colorTextTertiary: palette.quiet,
    colorTextPlaceholder: '#8494a3',
    // Also said to be read: why a table is empty.
    colorTextDisabled: '#8494a3',
    borderRadius: 4,
    fontFamily: 'var(--font)',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      primaryColor: '#ffffff',
      dangerColor: palette.ground,
      // antd's own, made from the primary colour, are too dim to read.
      defaultHoverColor: palette.accent,
      defaultHoverBorderColor: palette.accent,
      defaultActiveColor: palette.accent,
      defaultActiveBorderColor: palette.accent,
    },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    Table: { headerBg: palette.panel, headerColor: palette.quiet, rowHoverBg: palette.raised },
    Segmented: { trackBg: palette.ground, itemSelectedBg: '#2a3642', itemColor: palette.quiet },
    Drawer: { colorBgElevated: palette.panel },
    Modal: { contentBg: palette.raised, headerBg: palette.raised },
  },
};
