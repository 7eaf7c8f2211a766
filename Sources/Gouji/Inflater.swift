internal import CZlib
internal import Glibc

/// Owns one of zlib's decompressors.
final class Inflater {
  /// How the bytes are wrapped.
  enum Wrapping: Int32 {
    /// As gzip or zlib have it, whichever shows.
    case marked = 47
    case none = -15
  }

  enum Progress {
    case more
    case end
    case broken
  }

  /// zlib compares the address with the one that it was set up with.
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Returns: `nil` when there is no memory.
  init?(_ wrapping: Wrapping) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Gets ready for the next of several streams in a row.
  func reset() {
    inflateReset(stream)
  }

  /// Takes bytes from the front of the input and appends what they unpack to, 64 KiB at the most.
  func step(_ input: inout ArraySlice<UInt8>, into output: inout [UInt8]) -> Progress {
    let offered = min(input.count, 1 << 16)
    let room = 1 << 16
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: room))
    var source = Array(input.prefix(offered))
    let status = source.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = source.baseAddress
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.next_out = output.baseAddress.map { $0 + start }
        stream.pointee.avail_out = UInt32(room)
        return inflate(stream, Z_NO_FLUSH)
      }
    }
    output.removeLast(Int(stream.pointee.avail_out))
    input.removeFirst(offered - Int(stream.pointee.avail_in))
    switch status {
    case Z_OK, Z_BUF_ERROR: return .more
    case Z_STREAM_END: return .end
    default: return .broken
    }
  }
}

/// Unpacks a whole stream; what lies behind its end is left out.
///
/// - Throws: `FileTrouble` when it is broken, or unpacks to more bytes than the limit.
func unpacked(
  _ bytes: [UInt8],
  _ wrapping: Inflater.Wrapping,
  limit: Int
) throws(FileTrouble) -> [UInt8] {
  let broken = FileTrouble(
    reason: Bilingual(zh: "压缩的内容损坏", en: "its compressed content is broken")
  )
  guard let inflater = Inflater(wrapping) else { throw broken }
  var input = bytes[...]
  var output: [UInt8] = []
  while true {
    let countBefore = (input.count, output.count)
    let progress = inflater.step(&input, into: &output)
    guard output.count <= limit else { throw tooLarge(limit: limit) }
    if progress == .end { return output }
    guard progress == .more, countBefore != (input.count, output.count) else { throw broken }
  }
}

/// A file read from front to back, unpacked where it is compressed with gzip.
final class UnpackedFile {
  private let descriptor: Int32

  /// How much may be unpacked, in bytes.
  private let limit: Int
  private var total = 0
  private var input: ArraySlice<UInt8> = []
  private var hasBegun = false

  /// `nil` for a file that is not compressed.
  private var inflater: Inflater?

  /// Whether a stream of the file has begun and not ended.
  private var isInStream = false
  private var trouble: FileTrouble?

  /// - Throws: `FileTrouble` when the file cannot be opened.
  init(path: FilePath, limit: Int) throws(FileTrouble) {
    descriptor = try openFile(path).descriptor
    self.limit = limit
  }

  deinit {
    close(descriptor)
  }

  /// The next bytes, 64 KiB at the most; none at the end of the file.
  ///
  /// - Throws: `FileTrouble` behind all that could be read.
  func nextChunk() throws(FileTrouble) -> [UInt8] {
    while true {
      if let trouble { throw trouble }
      if input.isEmpty { input = try readBytes(from: descriptor, upTo: 1 << 16)[...] }
      if !hasBegun {
        hasBegun = true
        if input.starts(with: [0x1F, 0x8B]) { inflater = Inflater(.marked) }
      }
      guard !input.isEmpty else {
        guard !isInStream else { throw broken }
        return []
      }
      var output: [UInt8] = []
      if let inflater {
        isInStream = true
        switch inflater.step(&input, into: &output) {
        case .more: break
        case .end:
          inflater.reset()
          isInStream = false
        case .broken: trouble = broken
        }
      } else {
        output = Array(input)
        input = []
      }
      total += output.count
      guard total <= limit else { throw unpacksToTooMuch(limit: limit) }
      if !output.isEmpty { return output }
    }
  }

  private var broken: FileTrouble {
    FileTrouble(
      reason: Bilingual(
        zh: "gzip 压缩的文件损坏或中断",
        en: "the file, compressed with gzip, is broken or cut off"
      )
    )
  }
}
