/** Bytes to messages. Total: any bytes give a message or a DecodeError, and nothing is allocated for a field out of its range. */
import { DecodeError } from '../errors.ts';
import { type Rectangle, rectangleBytes } from '../i420/rectangle.ts';
import { LIMITS } from '../limits.ts';
import { ByteReader } from './byte-reader.ts';
import {
  CODEC_PATTERN,
  type Config,
  type CursorShape,
  type ExpertMessage,
  type Hello,
  MATRICES,
  MESSAGE_TYPE,
  type NoviceMessage,
  PRIMARIES,
  REFRESH_REASONS,
  type Scrolled,
  type Tiles,
  TRANSFERS,
  type Video,
} from './message.ts';

/** What an expert may receive. @throws DecodeError */
export function decodeNoviceMessage(bytes: Uint8Array<ArrayBuffer>): NoviceMessage {
  const reader = new ByteReader(bytes);
  const type = reader.u8('type');
  const message = readNoviceMessage(type, reader);
  reader.end('message');
  return message;
}

/** What a novice may receive. @throws DecodeError */
export function decodeExpertMessage(bytes: Uint8Array<ArrayBuffer>): ExpertMessage {
  const reader = new ByteReader(bytes);
  const type = reader.u8('type');
  const message = readExpertMessage(type, reader);
  reader.end('message');
  return message;
}

function readNoviceMessage(type: number, reader: ByteReader): NoviceMessage {
  switch (type) {
    case MESSAGE_TYPE.HELLO:
      return readHello(reader);
    case MESSAGE_TYPE.CONFIG:
      return readConfig(reader);
    case MESSAGE_TYPE.TILES:
      return readTiles(reader);
    case MESSAGE_TYPE.SCROLL:
      return readScroll(reader);
    case MESSAGE_TYPE.VIDEO:
      return readVideo(reader);
    case MESSAGE_TYPE.END:
      return { type: 'end', frame: readFrame(reader) };
    case MESSAGE_TYPE.CURSOR:
      return {
        type: 'cursor',
        visible: reader.flag('CURSOR.visible'),
        x: reader.i16('CURSOR.x'),
        y: reader.i16('CURSOR.y'),
      };
    case MESSAGE_TYPE.CURSOR_SHAPE:
      return readCursorShape(reader);
    case MESSAGE_TYPE.BLANK:
      return { type: 'blank' };
    default:
      throw new DecodeError('unknown-type', 'type');
  }
}

function readExpertMessage(type: number, reader: ByteReader): ExpertMessage {
  switch (type) {
    case MESSAGE_TYPE.HELLO:
      return readHello(reader);
    case MESSAGE_TYPE.REFRESH:
      return { type: 'refresh', reason: reader.choice(REFRESH_REASONS, 'REFRESH.reason') };
    case MESSAGE_TYPE.RECEIPT:
      return {
        type: 'receipt',
        generation: reader.u32('RECEIPT.generation'),
        frame: readFrame(reader),
        spentMs: reader.u16('RECEIPT.spent'),
      };
    default:
      throw new DecodeError('unknown-type', 'type');
  }
}

function readHello(reader: ByteReader): Hello {
  const version = reader.u16('HELLO.version');
  if (version === 0) throw new DecodeError('bad-value', 'HELLO.version');
  const answer = reader.flag('HELLO.answer');
  const maxPixels = reader.u32('HELLO.maxPixels');
  const count = reader.u8('HELLO.codecs');
  if (count > 16) throw new DecodeError('too-large', 'HELLO.codecs');
  const codecs = Array.from({ length: count }, () => readCodec(reader, 'HELLO.codec'));
  // A later version may say more here.
  reader.rest();
  return { type: 'hello', version, answer, codecs, maxPixels };
}

function readCodec(reader: ByteReader, field: string): string {
  const codec = reader.text(LIMITS.codecLength, field);
  if (!CODEC_PATTERN.test(codec)) throw new DecodeError('bad-value', field);
  return codec;
}

function readConfig(reader: ByteReader): Config {
  const generation = reader.u32('CONFIG.generation');
  const width = readSide(reader, 'CONFIG.width');
  const height = readSide(reader, 'CONFIG.height');
  if (width * height > LIMITS.pixels) throw new DecodeError('too-large', 'CONFIG.width');
  const scale = reader.u16('CONFIG.scale');
  if (scale === 0 || scale > 16_000) throw new DecodeError('bad-value', 'CONFIG.scale');
  const colour = {
    primaries: reader.choice(PRIMARIES, 'CONFIG.primaries'),
    transfer: reader.choice(TRANSFERS, 'CONFIG.transfer'),
    matrix: reader.choice(MATRICES, 'CONFIG.matrix'),
    fullRange: reader.flag('CONFIG.fullRange'),
  };
  return { type: 'config', generation, width, height, scale, colour };
}

function readSide(reader: ByteReader, field: string): number {
  const side = reader.u16(field);
  if (side === 0) throw new DecodeError('bad-value', field);
  if (side > LIMITS.side) throw new DecodeError('too-large', field);
  return side;
}

function readFrame(reader: ByteReader): number {
  const frame = reader.u32('frame');
  if (frame === 0) throw new DecodeError('bad-value', 'frame');
  return frame;
}

function readRectangle(reader: ByteReader): Rectangle {
  const rectangle = {
    x: reader.u16('RECTANGLE.x'),
    y: reader.u16('RECTANGLE.y'),
    width: reader.u16('RECTANGLE.width'),
    height: reader.u16('RECTANGLE.height'),
  };
  const { x, y, width, height } = rectangle;
  if (x % 2 || y % 2 || width === 0 || height === 0) throw new DecodeError('bad-value', 'RECTANGLE');
  if (x + width > LIMITS.side || y + height > LIMITS.side) throw new DecodeError('too-large', 'RECTANGLE');
  return rectangle;
}

function readRectangles(reader: ByteReader): Rectangle[] {
  const count = reader.u16('RECTANGLES.count');
  if (count === 0) throw new DecodeError('bad-value', 'RECTANGLES.count');
  if (count > LIMITS.rectangles) throw new DecodeError('too-large', 'RECTANGLES.count');
  // Eight bytes each: a count that the message cannot hold makes nobody allocate.
  if (reader.left < count * 8) throw new DecodeError('truncated', 'RECTANGLES');
  return Array.from({ length: count }, () => readRectangle(reader));
}

function readTiles(reader: ByteReader): Tiles {
  const frame = readFrame(reader);
  const last = reader.flag('last');
  const rectangles = readRectangles(reader);
  const raw = rectangles.reduce((sum, each) => sum + rectangleBytes(each), 0);
  if (raw > LIMITS.tilesRawBytes) throw new DecodeError('too-large', 'TILES.rectangles');
  if (reader.left === 0) throw new DecodeError('truncated', 'TILES.data');
  return { type: 'tiles', frame, last, rectangles, data: reader.rest() };
}

function readScroll(reader: ByteReader): Scrolled {
  const frame = readFrame(reader);
  const last = reader.flag('last');
  const rectangle = readRectangle(reader);
  const dx = reader.i16('SCROLL.dx');
  const dy = reader.i16('SCROLL.dy');
  if (dx % 2 || dy % 2 || (dx === 0 && dy === 0)) throw new DecodeError('bad-value', 'SCROLL.dx');
  return { type: 'scroll', frame, last, rectangle, dx, dy };
}

function readVideo(reader: ByteReader): Video {
  const frame = readFrame(reader);
  const last = reader.flag('last');
  const codec = reader.flag('VIDEO.key') ? readCodec(reader, 'VIDEO.codec') : undefined;
  const boxes = readRectangles(reader);
  if (reader.left === 0) throw new DecodeError('truncated', 'VIDEO.data');
  return { type: 'video', frame, last, codec, boxes, data: reader.rest() };
}

function readCursorShape(reader: ByteReader): CursorShape {
  const side = (field: string): number => {
    const value = reader.u16(field);
    if (value === 0) throw new DecodeError('bad-value', field);
    if (value > LIMITS.cursorSide) throw new DecodeError('too-large', field);
    return value;
  };
  const width = side('CURSOR_SHAPE.width');
  const height = side('CURSOR_SHAPE.height');
  const hotX = reader.u16('CURSOR_SHAPE.hotX');
  const hotY = reader.u16('CURSOR_SHAPE.hotY');
  if (width <= hotX || height <= hotY) throw new DecodeError('bad-value', 'CURSOR_SHAPE.hotX');
  if (reader.left === 0) throw new DecodeError('truncated', 'CURSOR_SHAPE.data');
  return { type: 'cursor-shape', width, height, hotX, hotY, data: reader.rest() };
}
