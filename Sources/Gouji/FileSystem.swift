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

/// A failed operation on a file, in words for the user.
struct FileTrouble: Error {
  let reason: Bilingual
}

/// The names in a folder, hidden ones left out, in the order of their bytes.
func names(in folder: FilePath) throws(FileTrouble) -> [[UInt8]] {
  guard let handle = folder.withCString({ opendir($0) }) else {
    throw FileTrouble(reason: reason(for: errno))
  }
  defer { closedir(handle) }
  var names: [[UInt8]] = []
  while let entry = readdir(handle) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    if name.first != UInt8(ascii: ".") { names.append(name) }
  }
  return names.sorted { $0.lexicographicallyPrecedes($1) }
}

/// Reads a whole file.
///
/// Throws for what is no regular file, larger than the limit in bytes, or cannot be read.
func contents(of path: FilePath, limit: Int) throws(FileTrouble) -> [UInt8] {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
  let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
  guard descriptor >= 0 else { throw FileTrouble(reason: reason(for: errno)) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileTrouble(reason: reason(for: errno)) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw FileTrouble(reason: notAFile) }
  guard Int(status.st_size) <= limit else { throw tooLarge(limit: limit) }

  // One byte more than expected, so that the end of the file shows without another round.
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
  var count = 0
  while true {
    if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count + 4096)) }
    let received = bytes.withUnsafeMutableBytes { buffer in
      read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
    }
    if received < 0 {
      if errno == EINTR { continue }
      throw FileTrouble(reason: reason(for: errno))
    }
    if received == 0 { break }
    count += received
    if count > limit { throw tooLarge(limit: limit) }
  }
  bytes.removeLast(bytes.count - count)
  return bytes
}

/// The path from the root, with links resolved; `nil` when there is no such file.
func resolved(_ path: FilePath) -> FilePath? {
  path.withCString { name in
    guard let resolved = realpath(name, nil) else { return nil }
    defer { free(resolved) }
    return FilePath(bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
  }
}

let notAFile = Bilingual(
  zh: "不是普通文件(管道、套接字、设备等)",
  en: "not a regular file but a pipe, socket or device"
)

private func tooLarge(limit: Int) -> FileTrouble {
  let mebibytes = limit >> 20
  let size = mebibytes > 0 ? "\(mebibytes) MiB" : "\(limit) B"
  return FileTrouble(
    reason: Bilingual(zh: "文件超过 \(size) 的上限", en: "larger than the limit of \(size)")
  )
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
