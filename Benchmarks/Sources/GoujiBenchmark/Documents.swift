import Foundation
import Gouji

/// Something to read.
struct Document {
  let name: String
  let isPage: Bool

  /// The form that a generated document was made for.
  var form: FormID?
  let bytes: [UInt8]

  /// Texts are as long as most texts of reports are, in bytes.
  static let textSize = 15_000

  /// The pages on the last form, and a text of each family on each form; of one name if it is given.
  static func generated(forms: FormCatalogue, named name: String?) -> [Document] {
    let pages = forms.forms.suffix(1).flatMap { form in
      PageStyle.allCases.filter { name == nil || name == $0.rawValue }.map { style in
        sized(style.rawValue, isPage: true, form, atLeast: style.size, style.page)
      }
    }
    let families = TextFamily.allCases.filter { name == nil || name == $0.rawValue }
    let texts = families.flatMap { family in
      forms.forms.map { form in
        sized(family.rawValue, isPage: false, form, atLeast: textSize, family.text)
      }
    }
    return pages + texts
  }

  /// A document whose first section is as long as its size wants it.
  private static func sized(
    _ name: String,
    isPage: Bool,
    _ form: FormDefinition,
    atLeast size: Int,
    _ print: (ReportContent) -> String
  ) -> Document {
    var count = 0
    var text = ""
    repeat {
      text = print(ReportContent(form: form, paragraphCount: count))
      count += 1
    } while text.utf8.count < size
    return Document(name: name, isPage: isPage, form: form.id, bytes: Array(text.utf8))
  }
}

/// The documents of a folder.
struct DocumentFolder {
  let name: String
  let documents: [Document]

  init(folder: String) throws {
    name = folder
    let manager = FileManager.default
    guard let paths = manager.enumerator(atPath: folder) else {
      throw CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: folder])
    }
    documents = try paths.compactMap { $0 as? String }.sorted().compactMap { path in
      let isPage = path.hasSuffix(".html") || path.hasSuffix(".htm")
      guard isPage || path.hasSuffix(".txt") else { return nil }
      let data = try Data(contentsOf: URL(filePath: folder).appending(path: path))
      return Document(name: path, isPage: isPage, bytes: [UInt8](data))
    }
  }
}
