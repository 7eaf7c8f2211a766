internal import Synchronization

/// The names of one vocabulary, each kept once and known by a number.
///
/// Rules compare the names of claims and phrases with one another far more often than anybody prints
/// them, and numbers are compared, copied and counted at no cost. The numbers hold within one run of
/// the program only.
final class NameTable: Sendable {
  private struct Entries {
    var names: [String] = []
    var numbers: [String: UInt32] = [:]
  }

  private let entries = Mutex(Entries())

  /// The number of a name, counted from 0 in the order in which names were first seen.
  func number(of name: String) -> UInt32 {
    entries.withLock { entries in
      if let number = entries.numbers[name] { return number }
      let number = UInt32(entries.names.count)
      entries.names.append(name)
      entries.numbers[name] = number
      return number
    }
  }

  func name(of number: UInt32) -> String {
    entries.withLock { $0.names[Int(number)] }
  }
}
