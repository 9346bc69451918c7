// Unpacks gzip (RFC 1952, 1951) where the browser itself cannot: Firefox before 113.

const LITERAL_END = 256;
/* RFC 1951, 3.2.5: the least length and distance of each symbol, and its further bits. */
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83,
  99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5,
  5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769,
  1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10,
  11, 11, 12, 12, 13, 13];
/* 3.2.7: the order in which the lengths of the codes of codes come. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15;

/**
 * @typedef {{counts: Uint16Array, symbols: Uint16Array}} Code
 * How many codes there are of each length, and the symbols in the order of their codes.
 */

/** Bits of some bytes, the lowest first. */
class Bits {
  /**
   * @param {Uint8Array} file
   * @param {number} start where to begin
   */
  constructor(file, start) {
    this.file = file;
    this.place = start;
    this.held = 0;
    this.count = 0;
  }

  /**
   * The next bits as a number.
   * @param {number} wanted how many, at most 16
   * @returns {number}
   */
  read(wanted) {
    while (this.count < wanted) {
      if (this.place >= this.file.length) throw new Error("The packed file is cut off.");
      this.held |= this.file[this.place] << this.count;
      this.place += 1;
      this.count += 8;
    }
    const value = this.held & ((1 << wanted) - 1);
    this.held >>>= wanted;
    this.count -= wanted;
    return value;
  }

  /**
   * The next symbol of a code, whose codes of one length are numbers in a row.
   * @param {Code} code
   * @returns {number}
   */
  symbol(code) {
    let bits = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST; length += 1) {
      bits |= this.read(1);
      const count = code.counts[length];
      if (bits - first < count) return code.symbols[index + bits - first];
      index += count;
      first = (first + count) << 1;
      bits <<= 1;
    }
    throw new Error("The packed file is damaged.");
  }

  /** Pass over the rest of a byte. */
  align() {
    this.held = 0;
    this.count = 0;
  }
}

/**
 * The code in which each symbol has a given length.
 * @param {number[]} lengths
 * @returns {Code}
 */
function code(lengths) {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const offsets = new Uint16Array(LONGEST + 2);
  for (let n = 1; n <= LONGEST; n += 1) offsets[n + 1] = offsets[n] + counts[n];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[offsets[length]++] = symbol;
  });
  return { counts, symbols };
}

/**
 * The two codes of a block that brings its own: of lengths and literals, and of distances.
 * @param {Bits} bits
 * @returns {[Code, Code]}
 */
function ownCodes(bits) {
  const literals = bits.read(5) + 257;
  const distances = bits.read(5) + 1;
  const ordered = bits.read(4) + 4;
  const short = new Array(ORDER.length).fill(0);
  for (let n = 0; n < ordered; n += 1) short[ORDER[n]] = bits.read(3);
  const packing = code(short);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(packing);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) repeat(lengths, lengths[lengths.length - 1], 3 + bits.read(2));
    else if (symbol === 17) repeat(lengths, 0, 3 + bits.read(3));
    else repeat(lengths, 0, 11 + bits.read(7));
  }
  return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
}

/**
 * @param {number[]} lengths
 * @param {number} value
 * @param {number} times
 */
function repeat(lengths, value, times) {
  for (let n = 0; n < times; n += 1) lengths.push(value);
}

/** The two codes of a block that brings none (3.2.6). */
const FIXED = /** @type {[Code, Code]} */ ([
  code([...Array(288).keys()].map((n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  code(new Array(30).fill(5)),
]);

/** Bytes to which others are added, as many as an end of the file says. */
class Output {
  /** @param {number} size */
  constructor(size) {
    this.content = new Uint8Array(size);
    this.length = 0;
  }

  /** @param {number} byte */
  push(byte) {
    this.content[this.length] = byte;
    this.length += 1;
  }
}

/**
 * @param {Bits} bits
 * @param {Output} output
 */
function stored(bits, output) {
  bits.align();
  const length = bits.read(16);
  bits.read(16); // the same once more, inverted
  for (let n = 0; n < length; n += 1) output.push(bits.read(8));
}

/**
 * @param {Bits} bits
 * @param {Output} output
 * @param {[Code, Code]} codes
 */
function compressed(bits, output, [literals, distances]) {
  for (let symbol = bits.symbol(literals); symbol !== LITERAL_END; symbol = bits.symbol(literals)) {
    if (symbol < LITERAL_END) {
      output.push(symbol);
    } else {
      const n = symbol - LITERAL_END - 1;
      const length = LENGTHS[n] + bits.read(LENGTH_BITS[n]);
      const back = bits.symbol(distances);
      const distance = DISTANCES[back] + bits.read(DISTANCE_BITS[back]);
      for (let i = 0; i < length; i += 1) output.push(output.content[output.length - distance]);
    }
  }
}

/**
 * Where the packed bytes begin, after the header of the file and the name that may follow it.
 * @param {Uint8Array} file
 * @returns {number}
 */
function beginning(file) {
  const flags = file[3];
  let at = 10;
  if (flags & 4) at += 2 + file[at] + 256 * file[at + 1];
  for (const text of [8, 16]) if (flags & text) at = file.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

/**
 * The content of a gzip file of one member.
 * @param {Uint8Array} file
 * @returns {Uint8Array}
 */
export function inflate(file) {
  const bits = new Bits(file, beginning(file));
  const end = new DataView(file.buffer, file.byteOffset + file.length - 4);
  const output = new Output(end.getUint32(0, true));
  let last = 0;
  while (!last) {
    last = bits.read(1);
    const kind = bits.read(2);
    if (kind === 0) stored(bits, output);
    else compressed(bits, output, kind === 1 ? FIXED : ownCodes(bits));
  }
  return output.content;
}
