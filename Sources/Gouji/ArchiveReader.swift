internal import CArchive
internal import Glibc

/// One entry of an archive, before its content is read.
struct ArchiveEntry {
  /// As stored, in any encoding; `nil` when the archive gives none that could be read.
  let name: [UInt8]?
  let kind: Kind

  /// What the archive says, in bytes; `nil` when it does not.
  let size: Int?
  let isEncrypted: Bool

  enum Kind {
    case file
    case folder
    case link
    case special
  }
}

/// Owns one of libarchive's readers: an open Zip or tar archive, read from front to back.
///
/// Nothing is ever written to disk.
final class ArchiveReader {
  private let handle: OpaquePointer
  private let descriptor: Int32

  /// Names that are marked as UTF-8 are given out only where the locale has all characters.
  private let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

  /// How much may be unpacked, in bytes.
  private let limit: Int
  private var contentCount = 0
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// Opens an archive.
  ///
  /// - Throws: `FileTrouble` when the file cannot be opened or is no archive.
  init(path: FilePath, limit: Int) throws(FileTrouble) {
    descriptor = try openFile(path).descriptor
    self.limit = limit
    guard let handle = archive_read_new() else {
      close(descriptor)
      throw FileTrouble(reason: outOfMemory)
    }
    self.handle = handle
    archive_read_support_filter_gzip(handle)
    archive_read_support_filter_bzip2(handle)
    archive_read_support_filter_xz(handle)
    archive_read_support_filter_zstd(handle)
    archive_read_support_format_zip(handle)
    archive_read_support_format_tar(handle)
    guard archive_read_open_fd(handle, descriptor, 1 << 16) == ARCHIVE_OK else { throw broken() }
  }

  deinit {
    archive_read_free(handle)
    if let locale { freelocale(locale) }
    close(descriptor)
  }

  /// Passes over the rest of the entry before.
  ///
  /// - Returns: `nil` behind the last entry.
  /// - Throws: `FileTrouble` when the archive is broken from here on, or has unpacked to too much.
  func next() throws(FileTrouble) -> ArchiveEntry? {
    try checkTotal(adding: 0)
    var entry: OpaquePointer?
    let status = withUTF8Locale { archive_read_next_header(handle, &entry) }
    if status == ARCHIVE_EOF { return nil }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw broken() }
    let result = withUTF8Locale { ArchiveEntry(entry) }
    // In a tar archive what is passed over is unpacked all the same.
    let isTar = archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR
    if isTar { try checkTotal(adding: result.size ?? 0) }
    return result
  }

  /// The content of the entry that ``next()`` gave last.
  ///
  /// - Throws: `FileTrouble` when it has more bytes than the limit, or cannot be read.
  func contents(limit: Int) throws(FileTrouble) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let count = try readChunk()
      if count == 0 { return bytes }
      guard count <= limit - bytes.count else { throw tooLarge(limit: limit) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private func readChunk() throws(FileTrouble) -> Int {
    try checkTotal(adding: 0)
    let count = chunk.withUnsafeMutableBytes {
      archive_read_data(handle, $0.baseAddress, $0.count)
    }
    guard count >= 0 else { throw broken() }
    contentCount += count
    return count
  }

  private func checkTotal(adding count: Int) throws(FileTrouble) {
    let total = max(contentCount, Int(archive_filter_bytes(handle, 0)))
    guard total <= limit, count <= limit - total else {
      throw unpacksToTooMuch(limit: limit)
    }
  }

  private func withUTF8Locale<Result>(_ body: () -> Result) -> Result {
    guard let locale else { return body() }
    let before = uselocale(locale)
    defer { uselocale(before) }
    return body()
  }

  private func broken() -> FileTrouble {
    let detail = archive_error_string(handle).map { String(cString: $0) } ?? ""
    return FileTrouble(
      reason: Bilingual(
        zh: "压缩包损坏或格式不受支持(\(detail))",
        en: "the archive is broken or of an unknown kind (\(detail))"
      )
    )
  }
}

/// An archive that is read no further.
func unpacksToTooMuch(limit: Int) -> FileTrouble {
  FileTrouble(
    reason: Bilingual(
      zh: "压缩包解开后超过 \(byteSize(limit)) 的上限,其余部分未读",
      en: "the archive unpacks to more than the limit of \(byteSize(limit)), the rest was not read"
    )
  )
}

private let outOfMemory = Bilingual(zh: "内存不足", en: "out of memory")

extension ArchiveEntry {
  fileprivate init(_ entry: OpaquePointer) {
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    self.name = name.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    if archive_entry_hardlink(entry) != nil {
      kind = .link
    } else {
      switch mode_t(archive_entry_filetype(entry)) {
      case S_IFDIR: kind = .folder
      case S_IFLNK: kind = .link
      case S_IFREG: kind = .file
      default: kind = .special
      }
    }
    size = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
    isEncrypted = archive_entry_is_encrypted(entry) != 0
  }
}
