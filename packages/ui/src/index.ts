/** Design tokens and the handful of components that both faces share. Importing it brings the style sheets. */
import './fonts.css';
import './tokens.css';
import './base.css';

export { VisuallyHidden } from 'react-aria-components';
export { Avatar, type AvatarProps, initialsOf } from './components/avatar.tsx';
export { Badge, type BadgeProps, StatusDot, type StatusDotProps, type Tone } from './components/badge.tsx';
export { Banner, type BannerProps, type BannerTone } from './components/banner.tsx';
export { Button, type ButtonProps, type ButtonSize, type ButtonVariant } from './components/button.tsx';
export { Card, type CardProps } from './components/card.tsx';
export { classNames } from './components/class-names.ts';
export { Countdown, type CountdownProps, formatDuration, useNow } from './components/countdown.tsx';
export { Dialog, type DialogProps } from './components/dialog.tsx';
export { IconButton, type IconButtonProps } from './components/icon-button.tsx';
export { Menu, type MenuItem, type MenuProps } from './components/menu.tsx';
export { Spinner, type SpinnerProps } from './components/spinner.tsx';
export { Steps, type StepsProps } from './components/steps.tsx';
export { Switch, type SwitchProps } from './components/switch.tsx';
export { TextArea, type TextAreaProps, TextField, type TextFieldProps } from './components/text-field.tsx';
export { Time, type TimeFormat, type TimeProps } from './components/time.tsx';
export { Tooltip, type TooltipProps } from './components/tooltip.tsx';
export type { Catalogue, StringKey, Translate } from './i18n/catalogue.ts';
export {
  detectLanguage,
  initI18n,
  LANGUAGES,
  type Language,
  translate,
  useLanguage,
  useT,
} from './i18n/i18n.ts';
export { localeFor } from './i18n/locale.ts';
export { compareCatalogues, placeholdersOf } from './i18n/placeholders.ts';
export { initTheme, type Theme, useTheme } from './theme.ts';
export { keepInlineStylesOut, UiProvider } from './ui-provider.tsx';
