/** Messages to bytes. */
import type { Rectangle } from '../i420/rectangle.ts';
import { MATRICES, MESSAGE_TYPE, type Message, PRIMARIES, REFRESH_REASONS, TRANSFERS } from './message.ts';

/** Fields are appended; the data of a message is its end and is copied once. */
class ByteWriter {
  readonly #fields: number[] = [];

  u8(...values: number[]): this {
    for (const value of values) this.#fields.push(value & 0xff);
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) this.#fields.push(value & 0xff, (value >> 8) & 0xff);
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) this.u16(value & 0xffff, value >>> 16);
    return this;
  }

  flag(value: boolean): this {
    return this.u8(value ? 1 : 0);
  }

  text(text: string): this {
    return this.u8(text.length, ...Array.from(text, character => character.charCodeAt(0)));
  }

  rectangles(rectangles: readonly Rectangle[]): this {
    this.u16(rectangles.length);
    for (const each of rectangles) this.rectangle(each);
    return this;
  }

  rectangle({ x, y, width, height }: Rectangle): this {
    return this.u16(x, y, width, height);
  }

  bytes(data?: Uint8Array): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#fields.length + (data?.length ?? 0));
    bytes.set(this.#fields);
    if (data) bytes.set(data, this.#fields.length);
    return bytes;
  }
}

/** The caller keeps to the ranges of docs/spec/picture.md; what is out of them would be refused by the other side. */
export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  switch (message.type) {
    case 'hello':
      writer
        .u8(MESSAGE_TYPE.HELLO)
        .u16(message.version)
        .flag(message.answer)
        .u32(message.maxPixels)
        .u8(message.codecs.length);
      for (const codec of message.codecs) writer.text(codec);
      return writer.bytes();
    case 'config': {
      const { primaries, transfer, matrix, fullRange } = message.colour;
      return writer
        .u8(MESSAGE_TYPE.CONFIG)
        .u32(message.generation)
        .u16(message.width, message.height, message.scale)
        .u8(PRIMARIES.indexOf(primaries), TRANSFERS.indexOf(transfer), MATRICES.indexOf(matrix))
        .flag(fullRange)
        .bytes();
    }
    case 'tiles':
      return writer
        .u8(MESSAGE_TYPE.TILES)
        .u32(message.frame)
        .flag(message.last)
        .rectangles(message.rectangles)
        .bytes(message.data);
    case 'scroll':
      return writer
        .u8(MESSAGE_TYPE.SCROLL)
        .u32(message.frame)
        .flag(message.last)
        .rectangle(message.rectangle)
        .u16(message.dx, message.dy)
        .bytes();
    case 'video':
      writer
        .u8(MESSAGE_TYPE.VIDEO)
        .u32(message.frame)
        .flag(message.last)
        .flag(message.codec !== undefined);
      if (message.codec !== undefined) writer.text(message.codec);
      return writer.rectangles(message.boxes).bytes(message.data);
    case 'end':
      return writer.u8(MESSAGE_TYPE.END).u32(message.frame).bytes();
    case 'cursor':
      return writer.u8(MESSAGE_TYPE.CURSOR).flag(message.visible).u16(message.x, message.y).bytes();
    case 'cursor-shape':
      return writer
        .u8(MESSAGE_TYPE.CURSOR_SHAPE)
        .u16(message.width, message.height, message.hotX, message.hotY)
        .bytes(message.data);
    case 'blank':
      return writer.u8(MESSAGE_TYPE.BLANK).bytes();
    case 'refresh':
      return writer.u8(MESSAGE_TYPE.REFRESH, REFRESH_REASONS.indexOf(message.reason)).bytes();
    case 'receipt':
      return writer
        .u8(MESSAGE_TYPE.RECEIPT)
        .u32(message.generation, message.frame)
        .u16(message.spentMs)
        .bytes();
  }
}
