/// One file to be read, and the name it goes by in everything that comes out.
public struct InputFile: Hashable, Sendable {
  /// The path relative to its input folder, with `/`; for an input that is a file, its name.
  public let document: String
  public let path: FilePath

  /// What the manifest of its folder says about it.
  public let manifestEntry: ManifestEntry?

  /// Why it cannot be read, where that is known before it is opened.
  package let trouble: Bilingual?

  package init(
    document: String,
    path: FilePath,
    manifestEntry: ManifestEntry? = nil,
    trouble: Bilingual? = nil
  ) {
    self.document = document
    self.path = path
    self.manifestEntry = manifestEntry
    self.trouble = trouble
  }

  fileprivate func renamed(_ document: String) -> InputFile {
    InputFile(
      document: document,
      path: path,
      manifestEntry: manifestEntry,
      trouble: trouble
    )
  }
}

/// An input that makes the whole run pointless, named by file and line.
public struct InputError: Error, Hashable, Sendable {
  public let code: Code
  public let message: Bilingual

  public enum Code: String, Hashable, Sendable {
    case noSuchFile = "no_such_file"
    case notAFile = "not_a_file"
    case noDocument = "no_document"
    case badManifest = "bad_manifest"
  }

  static func noSuchFile(_ input: String) -> InputError {
    InputError(
      code: .noSuchFile,
      message: Bilingual(
        zh: "找不到“\(input)”:请检查路径是否正确",
        en: "cannot find '\(input)': check the path"
      )
    )
  }

  static func manifest(_ path: FilePath, line: Int, _ problem: Bilingual) -> InputError {
    InputError(
      code: .badManifest,
      message: Bilingual(
        zh: "\(path):\(line):\(problem.zh)",
        en: "\(path):\(line): \(problem.en)"
      )
    )
  }
}

/// Finds the files to read below files and folders, each file once, in the order of the inputs and
/// below a folder in the order of the names' bytes.
///
/// Hidden files are left out, and in folders also what is certainly no document, such as `.csv` or
/// `.png`. Links are followed; a folder that was entered is not entered again, so loops end. What
/// cannot be opened is in the result all the same, so that it gets listed.
///
/// Where two inputs hold a document of the same name, both names get the name of their input before
/// them (`2019/a.html`, `2020/a.html`), or the whole path as given where even these are equal.
///
/// - Parameters:
///   - inputs: Files and folders as the user wrote them.
///   - output: A folder that is not read, even when it lies inside an input.
/// - Returns: At least one file.
/// - Throws: ``InputError`` for an input that does not exist, a manifest that makes no sense, or
///   when there is no document at all.
public func discoverInputs(
  _ inputs: [String],
  excluding output: String? = nil
) throws(InputError) -> [InputFile] {
  var found: [(input: String, file: InputFile)] = []
  var seen: Set<FilePath> = []
  for input in inputs {
    let path = FilePath(input)
    switch kind(of: path) {
    case .missing:
      throw .noSuchFile(input)
    case .folder:
      var walk = FolderWalk(excluding: output.flatMap { resolved(FilePath($0)) })
      try walk.enter(path, name: [], entries: [:])
      found += walk.files.map { (input, $0) }
    case .file, .special, .inaccessible:
      found.append((input, try singleInput(input)))
    }
  }
  if inputs.count > 1 { found = found.filter { seen.insert(absolute($0.file.path)).inserted } }
  guard !found.isEmpty else {
    let names = inputs.joined(separator: " ")
    throw InputError(
      code: .noDocument,
      message: Bilingual(
        zh: "“\(names)”中没有可读的文档(.html、.htm、.txt、.md 等)",
        en: "no document (.html, .htm, .txt, .md …) in '\(names)'"
      )
    )
  }
  return distinguished(found)
}

/// The one file that a path leads to; no manifest is asked about it.
///
/// - Throws: ``InputError`` when there is none, or a folder.
public func singleInput(_ input: String) throws(InputError) -> InputFile {
  let path = FilePath(input)
  switch kind(of: path) {
  case .missing:
    throw .noSuchFile(input)
  case .folder:
    throw InputError(
      code: .notAFile,
      message: Bilingual(
        zh: "“\(input)”是文件夹:请给出其中一份文件",
        en: "'\(input)' is a folder: name one file in it"
      )
    )
  case .file, .special, .inaccessible:
    return InputFile(document: "\(FilePath(bytes: path.name))", path: path)
  }
}

private func distinguished(_ found: [(input: String, file: InputFile)]) -> [InputFile] {
  func isRepeated(_ names: [String]) -> [Bool] {
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    return names.map { (counts[$0] ?? 0) > 1 }
  }

  var names = found.map(\.file.document)
  for (index, isRepeated) in isRepeated(names).enumerated() where isRepeated {
    let input = FilePath(found[index].input)
    if input != found[index].file.path {
      names[index] = "\(FilePath(bytes: input.name))/\(names[index])"
    }
  }
  for (index, isRepeated) in isRepeated(names).enumerated() where isRepeated {
    names[index] = found[index].file.path.description
  }
  return zip(found, names).map { $0.file.renamed($1) }
}

/// The path with links resolved in all but its last part, or as it is where that fails.
private func absolute(_ path: FilePath) -> FilePath {
  let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
  let folder = slash.map { FilePath(bytes: Array(path.bytes[...$0])) } ?? FilePath(".")
  return resolved(folder)?.appending(path.name) ?? path
}

/// A walk through one input folder.
private struct FolderWalk {
  private(set) var files: [InputFile] = []
  private let excluded: FilePath?
  private var entered: Set<FolderIdentity> = []

  init(excluding excluded: FilePath?) {
    self.excluded = excluded
  }

  /// Lists what is in a folder and below it.
  ///
  /// The name is the path of the folder relative to the input; the entries are what the manifests of
  /// the folders above say, by the path relative to the input.
  mutating func enter(
    _ folder: FilePath,
    name: [UInt8],
    entries: [String: ManifestEntry]
  ) throws(InputError) {
    guard case .folder(let identity) = kind(of: folder), entered.insert(identity).inserted else {
      return
    }
    if let excluded, resolved(folder) == excluded { return }
    let names: [[UInt8]]
    do {
      names = try Gouji.names(in: folder)
    } catch {
      files.append(
        InputFile(
          document: FilePath(bytes: name).description + "/",
          path: folder,
          trouble: Bilingual(
            zh: "无法打开文件夹:\(error.reason.zh)",
            en: "the folder cannot be opened: \(error.reason.en)"
          )
        )
      )
      return
    }

    var entries = entries
    let manifest = try self.manifest(of: folder, names: names)
    for line in manifest?.lines ?? [] {
      entries[relativeName(line.document, in: name)] = line.entry
    }
    for child in names {
      let path = folder.appending(child)
      let childName = FilePath(bytes: name).appending(child)
      let document = childName.description
      let entry = entries[document]
      if case .folder = kind(of: path) {
        try enter(path, name: childName.bytes, entries: entries)
      } else if entry != nil || isDocumentName(child) {
        files.append(InputFile(document: document, path: path, manifestEntry: entry))
      }
    }
    listAbsent(manifest, folder: folder, name: name)
  }

  private func manifest(of folder: FilePath, names: [[UInt8]]) throws(InputError) -> Manifest? {
    let name = Array(Manifest.fileName.utf8)
    guard names.contains(name) else { return nil }
    let path = folder.appending(name)
    let bytes: [UInt8]
    do {
      bytes = try contents(of: path, limit: Reader.defaultSizeLimit)
    } catch {
      throw InputError.manifest(path, line: 1, error.reason)
    }
    return try Manifest(bytes, path: path)
  }

  /// Lists the documents that a manifest promises and the folder does not hold.
  private mutating func listAbsent(_ manifest: Manifest?, folder: FilePath, name: [UInt8]) {
    guard let manifest else { return }
    let listed = Set(files.map(\.document))
    for line in manifest.lines {
      let path = folder.appending(Array(line.document.utf8))
      let document = relativeName(line.document, in: name)
      guard !listed.contains(document), case .missing = kind(of: path) else { continue }
      files.append(
        InputFile(
          document: document,
          path: path,
          manifestEntry: line.entry,
          trouble: Bilingual(
            zh: "\(Manifest.fileName) 第 \(line.number) 行列出,但文件不存在",
            en: "listed in line \(line.number) of \(Manifest.fileName), but there is no such file"
          )
        )
      )
    }
  }

  private func relativeName(_ document: String, in folder: [UInt8]) -> String {
    folder.isEmpty ? document : FilePath(bytes: folder).description + "/" + document
  }
}

/// Whether a file found in a folder is read: everything but what its extension marks as data, media,
/// program or container.
private func isDocumentName(_ name: [UInt8]) -> Bool {
  guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return true }
  let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  return !otherFileTypes.contains(suffix)
}

/// Extensions of files that are no documents of ours, in alphabetical order.
///
/// The list names what is passed over, not what is read: crawlers save pages under any name, such as
/// `index.jsp?id=3` or `t20200117_4829`.
private let otherFileTypes: Set<String> = [
  "7z", "avi", "avif", "bmp", "bz2", "c", "cfg", "class", "conf", "css", "csv", "db",
  "dll", "doc", "docx", "eot", "et", "exe", "gif", "gz", "h", "ico", "ini", "ipynb", "jar", "java",
  "jpeg", "jpg", "js", "json", "jsonl", "lock", "log", "m4a", "map", "mjs", "mov", "mp3", "mp4",
  "ndjson", "ods", "odt", "ofd", "otf", "parquet", "pdf", "pickle", "pkl", "png", "ppt",
  "pptx", "py", "pyc", "rar", "rb", "rtf", "sh", "so", "sql", "sqlite", "sqlite3", "svg", "swf",
  "swift", "tar", "tgz", "tif", "tiff", "toml", "tsv", "ttf", "warc", "wav", "webp", "woff",
  "woff2",
  "wps", "xls", "xlsx", "xml", "xsd", "xsl", "xz", "yaml", "yml", "zip", "zst",
]
