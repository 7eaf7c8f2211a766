internal import Glibc

/// What a path leads to, links followed.
enum FileKind {
  case folder(FolderIdentity)
  case file
  case missing

  /// A pipe, socket or device, which could make a reader wait for ever.
  case special
  case inaccessible(Bilingual)
}

/// What tells a folder from every other, whatever path leads to it.
struct FolderIdentity: Hashable {
  let device: UInt64
  let inode: UInt64
}

func kind(of path: FilePath) -> FileKind {
  var status = stat()
  guard path.withCString({ stat($0, &status) }) == 0 else {
    return errno == ENOENT || errno == ENOTDIR ? .missing : .inaccessible(reason(for: errno))
  }
  switch status.st_mode & S_IFMT {
  case S_IFDIR:
    return .folder(FolderIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
  case S_IFREG: return .file
  default: return .special
  }
}

/// How many bytes a file has; 0 for what cannot be asked.
func byteCount(of path: FilePath) -> Int {
  var status = stat()
  return path.withCString { stat($0, &status) } == 0 ? Int(status.st_size) : 0
}

/// Whether a regular file is there, of a size in bytes where one is given.
package func isFile(_ path: FilePath, size: Int? = nil) -> Bool {
  var status = stat()
  guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
    return false
  }
  return size.map { $0 == Int(status.st_size) } ?? true
}

/// A failed operation on a file, in words for the user.
struct FileTrouble: Error {
  let reason: Bilingual
}

/// What a folder holds under one name.
struct FolderChild {
  let name: [UInt8]

  /// What the folder itself says it is, one of the `DT_` constants.
  fileprivate let type: UInt8

  /// Asks the file system only where the folder leaves it open.
  func isFolder(in folder: FilePath) -> Bool {
    switch Int(type) {
    case DT_DIR: return true
    case DT_LNK, DT_UNKNOWN:
      if case .folder = kind(of: folder.appending(name)) { return true }
      return false
    default: return false
    }
  }
}

/// What is in a folder, hidden names left out, in the order of the names' bytes.
func children(of folder: FilePath) throws(FileTrouble) -> [FolderChild] {
  guard let handle = folder.withCString({ opendir($0) }) else {
    throw FileTrouble(reason: reason(for: errno))
  }
  defer { closedir(handle) }
  var children: [FolderChild] = []
  while let entry = readdir(handle) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    if name.first != UInt8(ascii: ".") {
      children.append(FolderChild(name: name, type: entry.pointee.d_type))
    }
  }
  children.sort { precedes($0.name, $1.name) }
  return children
}

private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  let order = memcmp(left, right, min(left.count, right.count))
  return order == 0 ? left.count < right.count : order < 0
}

/// Opens a regular file to read from; whoever calls closes it.
///
/// Throws for what is no regular file or cannot be opened.
func openFile(_ path: FilePath) throws(FileTrouble) -> (descriptor: Int32, size: Int) {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
  let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
  guard descriptor >= 0 else { throw FileTrouble(reason: reason(for: errno)) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    let code = errno
    close(descriptor)
    throw FileTrouble(reason: reason(for: code))
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    close(descriptor)
    throw FileTrouble(reason: notAFile)
  }
  return (descriptor, Int(status.st_size))
}

/// Reads a whole file.
///
/// Throws for what is no regular file, larger than the limit in bytes, or cannot be read.
func contents(of path: FilePath, limit: Int) throws(FileTrouble) -> [UInt8] {
  let (descriptor, size) = try openFile(path)
  defer { close(descriptor) }
  guard size <= limit else { throw tooLarge(limit: limit) }

  // One byte more than expected, so that the end of the file shows without another round.
  var bytes = [UInt8](repeating: 0, count: size + 1)
  var count = 0
  while true {
    if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count + 4096)) }
    let received = bytes.withUnsafeMutableBytes {
      readBytes(from: descriptor, into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
    }
    guard received >= 0 else { throw FileTrouble(reason: reason(for: errno)) }
    if received == 0 { break }
    count += received
    if count > limit { throw tooLarge(limit: limit) }
  }
  bytes.removeLast(bytes.count - count)
  return bytes
}

/// Reads some bytes; none at the end of the file.
func readBytes(from descriptor: Int32, upTo limit: Int) throws(FileTrouble) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: limit)
  let count = bytes.withUnsafeMutableBytes { readBytes(from: descriptor, into: $0) }
  guard count >= 0 else { throw FileTrouble(reason: reason(for: errno)) }
  bytes.removeLast(limit - count)
  return bytes
}

/// As `read(2)`, but not ended by signals.
private func readBytes(from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// The path from the root, with links resolved; `nil` when there is no such file.
func resolved(_ path: FilePath) -> FilePath? {
  path.withCString { name in
    guard let resolved = realpath(name, nil) else { return nil }
    defer { free(resolved) }
    return FilePath(bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
  }
}

package let notAFile = Bilingual(
  zh: "不是普通文件(管道、套接字、设备等)",
  en: "not a regular file but a pipe, socket or device"
)

func tooLarge(limit: Int) -> FileTrouble {
  FileTrouble(
    reason: Bilingual(
      zh: "文件超过 \(byteSize(limit)) 的上限",
      en: "larger than the limit of \(byteSize(limit))"
    )
  )
}

/// A limit in bytes, in the unit that people set it in.
func byteSize(_ limit: Int) -> String {
  let (gibibytes, rest) = limit.quotientAndRemainder(dividingBy: 1 << 30)
  if gibibytes > 0, rest == 0 { return "\(gibibytes) GiB" }
  return limit >> 20 > 0 ? "\(limit >> 20) MiB" : "\(limit) B"
}

private func reason(for code: Int32) -> Bilingual {
  switch code {
  case ENOENT: Bilingual(zh: "文件不存在", en: "no such file")
  case EACCES, EPERM: Bilingual(zh: "没有读取权限", en: "no permission to read it")
  case ELOOP: Bilingual(zh: "符号链接循环", en: "a loop of symbolic links")
  case EISDIR: Bilingual(zh: "是文件夹,不是文件", en: "a folder, not a file")
  case EMFILE, ENFILE: Bilingual(zh: "打开的文件过多", en: "too many open files")
  case EIO: Bilingual(zh: "读取时磁盘出错", en: "the disk failed while it was read")
  default: Bilingual(zh: "系统错误 \(code)", en: "system error \(code)")
  }
}
