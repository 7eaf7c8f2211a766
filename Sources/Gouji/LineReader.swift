internal import Synchronization

/// One line of an input.
package struct InputLine: Sendable {
  /// Counted from 1.
  package let number: Int

  /// Without its end; `nil` for a line beyond the limit.
  package let bytes: [UInt8]?
}

/// Reads a pipe or file line by line, as long as lines come.
package struct LineReader {
  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var number = 0

  /// - Parameters:
  ///   - descriptor: What to read from; it stays open.
  ///   - limit: The longest line that is kept, in bytes.
  package init(descriptor: Int32, limit: Int) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// The next line that is not empty, waiting for it; `nil` at the end of the input.
  ///
  /// - Throws: ``InputError`` when nothing can be read any more.
  package mutating func next() throws(InputError) -> InputLine? {
    while true {
      number += 1
      guard let line = try nextLine() else { return nil }
      if line.bytes?.allSatisfy({ $0 <= 0x20 }) != true { return line }
    }
  }

  private mutating func nextLine() throws(InputError) -> InputLine? {
    var searched = position
    var isTooLong = false
    while true {
      if let end = firstLineFeed(from: searched) {
        let line = buffer[position..<end]
        position = end + 1
        isTooLong = isTooLong || line.count > limit
        return InputLine(number: number, bytes: isTooLong ? nil : Array(line))
      }
      buffer.removeFirst(position)
      position = 0
      if buffer.count > limit {
        isTooLong = true
        buffer.removeAll()
      }
      searched = buffer.count
      let more = try readMore()
      if more.isEmpty {
        defer { buffer = [] }
        if isTooLong { return InputLine(number: number, bytes: nil) }
        return buffer.isEmpty ? nil : InputLine(number: number, bytes: buffer)
      }
      buffer.append(contentsOf: more)
    }
  }

  private func firstLineFeed(from start: Int) -> Int? {
    buffer[start...].firstIndex(of: 0x0A)
  }

  private func readMore() throws(InputError) -> [UInt8] {
    do {
      return try readBytes(from: descriptor, upTo: 1 << 16)
    } catch {
      throw InputError(
        code: .notReadable,
        message: Bilingual(
          zh: "无法读取标准输入:\(error.reason.zh)",
          en: "cannot read standard input: \(error.reason.en)"
        )
      )
    }
  }
}

/// Transforms the lines of an input on all cores and hands the results over in the order of the lines,
/// each as soon as those before it are.
///
/// The window and the budget bound the lines that are under way, in number and in bytes.
package nonisolated(nonsending) func mapLinesInOrder<Output: Sendable>(
  _ lines: LineReader,
  window: Int,
  budget: Int,
  transform: @escaping @Sendable (InputLine) -> Output,
  consume: (Output) throws -> Void
) async throws {
  let lines = Mutex(lines)
  try await mapInOrder(
    window: window,
    budget: budget,
    next: { try await onOwnThread { try lines.withLock { try $0.next() } } },
    cost: { $0.bytes?.count ?? 0 },
    transform: transform,
    consume: consume
  )
}
