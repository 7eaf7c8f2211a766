internal import Glibc
internal import Synchronization

/// What stands on disk because it would not fit in memory cannot be written or read.
public struct SpillError: Error, Hashable, Sendable {
  public let message: Bilingual

  /// What was read is not what was written.
  static let damaged = SpillError(
    message: Bilingual(zh: "临时文件已损坏", en: "the temporary file is damaged")
  )

  init(message: Bilingual) {
    self.message = message
  }

  fileprivate init(folder: String, code: Int32) {
    let reason = String(cString: strerror(code))
    message = Bilingual(
      zh: "无法在“\(folder)”中使用临时文件:\(reason)",
      en: "cannot use a temporary file in '\(folder)': \(reason)"
    )
  }
}

/// Where something stands in a ``SpillFile``.
struct SpillRange {
  let offset: Int
  let count: Int
}

/// A file without a name, which is gone as soon as nobody holds it, be the program killed.
final class SpillFile: Sendable {
  /// How much is collected before it is written, in bytes.
  private static let chunkSize = 1 << 18

  private let folder: String
  private let descriptor: Int32
  private let end = Mutex(End())

  /// What was added last.
  private struct End {
    /// How much is on disk.
    var written = 0
    var buffer: [UInt8] = []
  }

  /// The folder must exist.
  init(folder: String) throws(SpillError) {
    self.folder = folder
    let template = "\(folder)/.gouji.XXXXXX"
    var name = Array(template.utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw SpillError(folder: folder, code: errno) }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    close(descriptor)
  }

  func append(_ bytes: [UInt8]) throws(SpillError) -> SpillRange {
    try end.withLock { end throws(SpillError) in
      let range = SpillRange(offset: end.written + end.buffer.count, count: bytes.count)
      end.buffer.append(contentsOf: bytes)
      if end.buffer.count >= SpillFile.chunkSize { try flush(&end) }
      return range
    }
  }

  /// May be called by several threads.
  func bytes(at range: SpillRange) throws(SpillError) -> [UInt8] {
    if range.count == 0 { return [] }
    try end.withLock { end throws(SpillError) in
      if range.offset + range.count > end.written { try flush(&end) }
    }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count, let start = buffer.baseAddress {
        let received = pread(descriptor, start + count, range.count - count, range.offset + count)
        if received < 0, errno == EINTR { continue }
        guard received > 0 else {
          failure = received < 0 ? errno : EIO
          return
        }
        count += received
      }
    }
    guard failure == 0 else { throw SpillError(folder: folder, code: failure) }
    return bytes
  }

  private func flush(_ end: inout End) throws(SpillError) {
    var done = 0
    while done < end.buffer.count {
      let count = end.buffer.withUnsafeBytes { bytes in
        pwrite(
          descriptor,
          bytes.baseAddress.map { $0 + done },
          bytes.count - done,
          end.written + done
        )
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw SpillError(folder: folder, code: errno)
      }
      done += count
    }
    end.written += done
    end.buffer.removeAll(keepingCapacity: true)
  }
}
