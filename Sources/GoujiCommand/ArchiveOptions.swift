internal import ArgumentParser
internal import Foundation
internal import Gouji
internal import GoujiArchive

/// The archive that a command works on.
struct ArchiveOptions: ParsableArguments {
  @Option(help: "The archive, a SQLite file. 档案库文件。")
  var archive: String
}

/// What is read.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, or folders that are searched recursively. 文件或文件夹。")
  var inputs: [String]

  @OptionGroup var limitOptions: ArchiveLimitOptions

  var limits: InputLimits { limitOptions.limits }

  /// The files to read; an archive among them is not.
  func files(excluding output: String? = nil, archive: String? = nil) throws -> [InputFile] {
    let files = try discoverInputs(inputs, excluding: output, limits: limits)
    guard let archive else { return files }
    let own = Set(["", "-wal", "-shm", "-journal"].map { URL(filePath: archive + $0).resolved })
    let names = Set(own.map { Array($0.lastPathComponent.utf8) })
    return files.filter { file in
      // Resolving each path of a large folder would take longer than an import without changes.
      let path = file.path
      return !names.contains(path.name) || !own.contains(URL(filePath: path.description).resolved)
    }
  }
}

extension URL {
  /// The path with links followed, as far as it exists.
  fileprivate var resolved: URL { resolvingSymlinksInPath().absoluteURL }
}

extension Archive {
  /// Imports with progress on the console, and says what an interruption leaves.
  nonisolated(nonsending) func importShowingProgress(
    _ files: [InputFile],
    reader: Reader,
    options: ImportOptions,
    console: Console
  ) async throws -> ImportSummary {
    defer { console.endProgress() }
    do {
      return try await importDocuments(files, reader: reader, options: options) { done in
        console.showProgress(done, of: files.count)
      }
    } catch is CancellationError {
      throw CommandFailure(
        message: Bilingual(
          zh: "已中断:读完的文档已存入“\(path)”,再次运行即可继续",
          en: "interrupted: what was read is in '\(path)'; run again to go on"
        )
      )
    }
  }
}

extension ImportSummary {
  func text(_ archive: Archive, _ language: Language) throws -> String {
    func line(_ heading: Bilingual, _ text: Bilingual) -> String {
      summaryLine(heading[language], text[language])
    }
    var text = line(
      Bilingual(zh: "文档", en: "documents"),
      Bilingual(
        zh: "\(documents): 新增 \(new) · 变更 \(changed) · 未变 \(unchanged)",
        en: "\(documents): new \(new) · changed \(changed) · unchanged \(unchanged)"
      )
    )
    if changed > 0 {
      text += line(
        Bilingual(zh: "变更", en: "changes"),
        Bilingual(
          zh: "\(changedCells) 个单元格与上一版本不同(见视图 changes)",
          en: "\(changedCells) cells differ from the versions before (view 'changes')"
        )
      )
    }
    if readByAnotherVersion > 0 {
      text += line(
        Bilingual(zh: "旧版本", en: "older"),
        Bilingual(
          zh: "\(readByAnotherVersion) 份由其他版本的程序读取;--reread 可重新读取",
          en: "\(readByAnotherVersion) were read by another version; --reread reads them again"
        )
      )
    }
    if failures > 0 {
      text += line(
        Bilingual(zh: "未完整读取", en: "failures"),
        Bilingual(
          zh: "\(failures) 份(见视图 failures);--retry 可重试",
          en: "\(failures) (view 'failures'); --retry tries them again"
        )
      )
      for failure in try archive.failures(limit: AuditSummary.listedAtMost) {
        text += summaryLine("", "\(printable(failure.document)): \(failure.reason[language])")
      }
    }
    text += line(Bilingual(zh: "档案库", en: "archive"), Bilingual(zh: archive.path, en: archive.path))
    return text
  }
}
