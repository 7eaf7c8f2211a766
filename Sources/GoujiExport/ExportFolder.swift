internal import Glibc
package import Gouji

/// An export that cannot be written.
package struct ExportError: Error, Sendable {
  package let message: Bilingual
}

/// The folder that an export is written to.
///
/// Everything is written under temporary names and gets its own names in ``commit()``, so that a run
/// which fails leaves the files of the run before as they were. One writer at a time; not `Sendable`.
package final class ExportFolder {
  /// How much is collected before it is written, in bytes.
  private static let chunkSize = 1 << 20

  /// Makes the lines that ``append(_:_:)`` takes.
  package let lineMaker: LineMaker
  private var files: [OpenFile] = []

  /// Creates the folder where it does not exist, and the temporary files in it.
  package init(path: String, forms: FormCatalogue, language: Language) throws(ExportError) {
    lineMaker = LineMaker(forms: forms, language: language)
    try createFolder(path)
    for table in ExportTable.allCases {
      let file = try OpenFile(folder: path, name: table.fileName)
      files.append(file)
      var header = CSVBuffer()
      for column in table.columns(forms) { header.word(column) }
      header.endLine()
      // Excel and WPS take a file without the mark for the encoding of the machine.
      try file.append([0xEF, 0xBB, 0xBF])
      try file.append(header.bytes)
    }
  }

  deinit {
    for file in files { file.discard() }
  }

  /// Adds one document, with the lines that ``lineMaker`` made of it, behind those added before.
  package func append(_ lines: ExportLines) throws(ExportError) {
    for table in ExportTable.allCases {
      try files[table.position].append(lines[table].bytes)
    }
  }

  /// Gives the files their names; the export is complete then.
  package func commit() throws(ExportError) {
    for file in files { try file.finish() }
    for file in files { try file.rename() }
    files = []
  }

  /// A file under its temporary name.
  private final class OpenFile {
    private let temporaryPath: String
    private let finalPath: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    init(folder: String, name: String) throws(ExportError) {
      // The number of the process keeps two runs into one folder from writing into one file.
      temporaryPath = "\(folder)/.\(name).\(getpid()).unfinished"
      finalPath = "\(folder)/\(name)"
      descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw failure(finalPath, errno) }
      buffer.reserveCapacity(chunkSize + chunkSize / 4)
    }

    func append(_ bytes: [UInt8]) throws(ExportError) {
      buffer.append(contentsOf: bytes)
      if buffer.count >= chunkSize { try flush() }
    }

    func finish() throws(ExportError) {
      try flush()
      let status = close(descriptor)
      descriptor = -1
      guard status == 0 else { throw failure(finalPath, errno) }
    }

    func rename() throws(ExportError) {
      guard Glibc.rename(temporaryPath, finalPath) == 0 else { throw failure(finalPath, errno) }
    }

    func discard() {
      if descriptor >= 0 { close(descriptor) }
      unlink(temporaryPath)
    }

    private func flush() throws(ExportError) {
      var written = 0
      while written < buffer.count {
        let count = buffer.withUnsafeBytes { bytes in
          write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count < 0 {
          if errno == EINTR { continue }
          throw failure(finalPath, errno)
        }
        written += count
      }
      buffer.removeAll(keepingCapacity: true)
    }
  }
}

/// Creates a folder and those above it.
private func createFolder(_ path: String) throws(ExportError) {
  var status = stat()
  if stat(path, &status) == 0 {
    guard status.st_mode & S_IFMT == S_IFDIR else { throw failure(path, ENOTDIR) }
    return
  }
  if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
    try createFolder(String(path[..<slash]))
  }
  guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(path, errno) }
}

private func failure(_ path: String, _ code: Int32) -> ExportError {
  let reason =
    switch code {
    case EACCES, EPERM, EROFS: Bilingual(zh: "没有写入权限", en: "no permission to write there")
    case ENOTDIR, EEXIST: Bilingual(zh: "不是文件夹", en: "not a folder")
    case EISDIR: Bilingual(zh: "同名文件夹已存在", en: "a folder of that name is in the way")
    case ENOSPC, EDQUOT: Bilingual(zh: "磁盘空间不足", en: "no space left on the disk")
    default: Bilingual(zh: "系统错误 \(code)", en: "system error \(code)")
    }
  return ExportError(
    message: Bilingual(
      zh: "无法写入“\(path)”:\(reason.zh);请用 --output 指定其他文件夹",
      en: "cannot write '\(path)': \(reason.en); name another folder with --output"
    )
  )
}
