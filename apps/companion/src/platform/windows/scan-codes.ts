/**
 * `KeyboardEvent.code` → scan code of set 1; 0xe0xx are the extended keys.
 * Source: W3C UI Events KeyboardEvent code Values; Microsoft's keyboard scan code list.
 */
const SCAN_CODES: Readonly<Record<string, number>> = {
  ...row(
    0x01,
    'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace',
  ),
  ...row(0x0f, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter'),
  ...row(0x1d, 'ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote'),
  ...row(0x2a, 'ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight'),
  ...row(0x37, 'NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 Pause ScrollLock'),
  ...row(0x47, 'Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'),
  ...row(0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'),
  ...row(0x56, 'IntlBackslash F11 F12'),
  ...row(0x64, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23'),
  KanaMode: 0x70,
  IntlRo: 0x73,
  F24: 0x76,
  Convert: 0x79,
  NonConvert: 0x7b,
  IntlYen: 0x7d,
  NumpadEnter: 0xe01c,
  ControlRight: 0xe01d,
  NumpadDivide: 0xe035,
  PrintScreen: 0xe037,
  AltRight: 0xe038,
  NumLock: 0xe045,
  ...row(0xe047, 'Home ArrowUp PageUp'),
  ArrowLeft: 0xe04b,
  ArrowRight: 0xe04d,
  ...row(0xe04f, 'End ArrowDown PageDown Insert Delete'),
  ...row(0xe05b, 'MetaLeft MetaRight ContextMenu'),
  AudioVolumeMute: 0xe020,
  AudioVolumeDown: 0xe02e,
  AudioVolumeUp: 0xe030,
  MediaTrackPrevious: 0xe010,
  MediaTrackNext: 0xe019,
  MediaPlayPause: 0xe022,
  MediaStop: 0xe024,
};

export function scanCodeOf(code: string): number | undefined {
  return Object.hasOwn(SCAN_CODES, code) ? SCAN_CODES[code] : undefined;
}

function row(first: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code, index) => [code, first + index]));
}
