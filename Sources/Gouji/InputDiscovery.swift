/// One file to be read, and the name it goes by in everything that comes out.
public struct InputFile: Hashable, Sendable {
  /// The path relative to its input folder, with `/`; for an input that is a file, its name.
  public fileprivate(set) var document: String
  public let path: FilePath

  /// What the manifest of its folder says about it.
  public let manifestEntry: ManifestEntry?

  /// Why it cannot be read, where that is known before it is opened.
  package let trouble: Bilingual?

  /// Whether documents are in it rather than it being one; `nil` for a document.
  package let container: ContainerKind?

  /// The lines of manifests about the documents in a container, by the names they have there.
  var promised: [String: Manifest.Line] = [:]

  /// What manifests say about the documents in a container, by the names they have there.
  package var promisedEntries: [String: ManifestEntry] { promised.mapValues(\.entry) }

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
    container = trouble == nil ? ContainerKind(fileName: path.name) : nil
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
    case badConfiguration = "bad_configuration"
    case notReadable = "not_readable"
    case badJudgements = "bad_judgements"
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
///   - limits: What is taken on when manifests are looked for in archives.
/// - Returns: At least one file.
/// - Throws: ``InputError`` for an input that does not exist, a manifest that makes no sense, or
///   when there is no document at all.
public func discoverInputs(
  _ inputs: [String],
  excluding output: String? = nil,
  limits: InputLimits = InputLimits()
) throws(InputError) -> [InputFile] {
  var found: [(input: String, file: InputFile)] = []
  var seen: Set<FilePath> = []
  for input in inputs {
    let path = FilePath(input)
    switch kind(of: path) {
    case .missing:
      throw .noSuchFile(input)
    case .folder:
      var walk = FolderWalk(excluding: output.flatMap { resolved(FilePath($0)) }, limits: limits)
      try walk.enter(path, name: [], entries: [:])
      found += walk.files.map { (input, $0) }
    case .file, .special, .inaccessible:
      var file = InputFile(document: "\(FilePath(bytes: path.name))", path: path)
      try file.addManifests(limits)
      found.append((input, file))
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

/// The one document that a path leads to, be it in an archive.
///
/// A path goes on behind the name of an archive, as in `2021.zip/a/report.html`; where an archive holds
/// one document, its own name will do. No manifest is asked about the document.
///
/// - Throws: ``InputError`` when there is none, or a folder.
public func singleInput(
  _ input: String,
  limits: InputLimits = InputLimits()
) throws(InputError) -> InputDocument {
  let path = FilePath(input)
  switch kind(of: path) {
  case .missing:
    guard let (container, name) = containerAndName(path) else { throw .noSuchFile(input) }
    var documents = InputDocuments([container], limits: limits)
    while let document = documents.next() {
      if document.document == container.document + "/" + name { return document }
    }
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
    let file = InputFile(document: "\(FilePath(bytes: path.name))", path: path)
    var documents = InputDocuments([file], limits: limits)
    guard let document = documents.next() else { throw .noSuchFile(input) }
    if documents.next() != nil {
      throw InputError(
        code: .notAFile,
        message: Bilingual(
          zh: "“\(input)”中有多份文档:请给出其中一份,如“\(input)/名称”",
          en: "'\(input)' holds several documents: name one, as in '\(input)/NAME'"
        )
      )
    }
    return document
  }
}

/// The container that a path leads into, and the name of the document there.
private func containerAndName(_ path: FilePath) -> (InputFile, String)? {
  for slash in path.bytes.indices where path.bytes[slash] == UInt8(ascii: "/") {
    let file = FilePath(bytes: Array(path.bytes[..<slash]))
    let name = Array(path.bytes[(slash + 1)...])
    guard !name.isEmpty, ContainerKind(fileName: file.name) != nil, case .file = kind(of: file)
    else {
      continue
    }
    return (
      InputFile(document: "\(FilePath(bytes: file.name))", path: file),
      "\(FilePath(bytes: name))"
    )
  }
  return nil
}

extension InputFile {
  /// Takes over what the manifests in the container say about its documents.
  fileprivate mutating func addManifests(_ limits: InputLimits) throws(InputError) {
    guard container == .packedFolder else { return }
    for (folder, bytes) in PackedFolder.manifests(in: path, limits: limits) {
      let name = (folder.isEmpty ? "" : folder + "/") + Manifest.fileName
      let manifest = try Manifest(bytes, path: path.appending(Array(name.utf8)))
      for line in manifest.lines {
        promised[folder.isEmpty ? line.document : folder + "/" + line.document] = line
      }
    }
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
  return zip(found, names).map { found, name in
    var file = found.file
    file.document = name
    return file
  }
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
  private let limits: InputLimits
  private var entered: Set<FolderIdentity> = []

  init(excluding excluded: FilePath?, limits: InputLimits) {
    self.excluded = excluded
    self.limits = limits
  }

  /// Lists what is in a folder and below it.
  ///
  /// The name is the path of the folder relative to the input; the entries are what the manifests of
  /// the folders above say, by the path relative to the input.
  mutating func enter(
    _ folder: FilePath,
    name: [UInt8],
    entries: [String: Manifest.Line]
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
      entries[relativeName(line.document, in: name)] = line
    }
    for child in names {
      let path = folder.appending(child)
      let childName = FilePath(bytes: name).appending(child)
      let document = childName.description
      let entry = entries[document]
      if case .folder = kind(of: path) {
        try enter(path, name: childName.bytes, entries: entries)
      } else if entry != nil || isDocumentName(child) || ContainerKind(fileName: child) != nil {
        var file = InputFile(document: document, path: path, manifestEntry: entry?.entry)
        if file.container != nil {
          for (name, line) in entries where name.hasPrefix(document + "/") {
            file.promised[String(name.dropFirst(document.count + 1))] = line
          }
          try file.addManifests(limits)
        }
        files.append(file)
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
      bytes = try contents(of: path, limit: limits.documentSize)
    } catch {
      throw InputError.manifest(path, line: 1, error.reason)
    }
    return try Manifest(bytes, path: path)
  }

  /// Lists the documents that a manifest promises and the folder does not hold.
  private mutating func listAbsent(_ manifest: Manifest?, folder: FilePath, name: [UInt8]) {
    guard let manifest else { return }
    let listed = Set(files.map(\.document))
    let containers = files.filter { $0.container != nil }.map { $0.document + "/" }
    for line in manifest.lines {
      let path = folder.appending(Array(line.document.utf8))
      let document = relativeName(line.document, in: name)
      guard !listed.contains(document), !containers.contains(where: document.hasPrefix),
        case .missing = kind(of: path)
      else { continue }
      files.append(
        InputFile(
          document: document,
          path: path,
          manifestEntry: line.entry,
          trouble: line.absence
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
func isDocumentName(_ name: [UInt8]) -> Bool {
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
