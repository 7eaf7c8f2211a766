internal import Dispatch
internal import Synchronization

/// Transforms items on all cores and hands the results over one by one in the order of the items.
///
/// The window is how many items may be under way or waiting for an earlier one, at least 1; it bounds
/// the memory, whatever the number of items. An error thrown by `consume`, and cancellation, end the
/// whole.
package nonisolated(nonsending) func mapInOrder<Item: Sendable, Output: Sendable>(
  _ items: [Item],
  window: Int,
  transform: @escaping @Sendable (Item) -> Output,
  consume: (Output) throws -> Void
) async throws {
  let iterator = Mutex(items.makeIterator())
  try await mapInOrder(
    window: window,
    next: { iterator.withLock { $0.next() } },
    transform: transform,
    consume: consume
  )
}

/// Transforms items that are drawn one by one, until there is none, and hands the results over in the
/// order of the items.
///
/// Items are drawn beside everything else, one at a time: a result is handed over as soon as those
/// before it are, even where the next item is long in coming. An error thrown by `next` or `consume`,
/// and cancellation, end the whole.
///
/// The window is how many items may be under way or waiting for an earlier one, at least 1; what these
/// cost together is held below the budget, but for a single item that costs more.
package nonisolated(nonsending) func mapInOrder<Item: Sendable, Output: Sendable>(
  window: Int,
  budget: Int = .max,
  next: @escaping @Sendable () async throws -> Item?,
  cost: (Item) -> Int = { _ in 0 },
  transform: @escaping @Sendable (Item) -> Output,
  consume: (Output) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Step<Item, Output>.self) { group in
    var drawn = 0
    var consumed = 0
    var isDrawing = false
    var isAtEnd = false
    var costs: [Int: Int] = [:]
    var totalCost = 0
    var waiting: [Int: Output] = [:]
    while true {
      try Task.checkCancellation()
      let hasRoom = drawn < consumed + max(1, window) && totalCost < budget
      if !isAtEnd, !isDrawing, hasRoom || drawn == consumed {
        isDrawing = true
        group.addTask { .drew(try await next()) }
      }
      guard let step = try await group.next() else { return }
      switch step {
      case .drew(nil):
        (isDrawing, isAtEnd) = (false, true)
      case .drew(let item?):
        isDrawing = false
        let index = drawn
        drawn += 1
        costs[index] = cost(item)
        totalCost += cost(item)
        group.addTask { .made(index, transform(item)) }
      case .made(let index, let output):
        waiting[index] = output
        while let ready = waiting.removeValue(forKey: consumed) {
          try consume(ready)
          totalCost -= costs.removeValue(forKey: consumed) ?? 0
          consumed += 1
        }
      }
    }
  }
}

private enum Step<Item: Sendable, Output: Sendable>: Sendable {
  case drew(Item?)
  case made(Int, Output)
}

/// Runs work that may wait for long, such as for input, on a thread of its own.
///
/// Cancellation does not wait for it; what it gives then is dropped.
package func onOwnThread<Output: Sendable>(
  _ work: @escaping @Sendable () throws -> Output
) async throws -> Output {
  let waiting = Mutex(Waiting<Output>.notYet)
  @Sendable func resume(_ result: Result<Output, any Error>) {
    let continuation = waiting.withLock { state -> CheckedContinuation<Output, any Error>? in
      defer { state = .over }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume(with: result)
  }
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      let isCancelled = waiting.withLock { state in
        if case .over = state { return true }
        state = .waiting(continuation)
        return false
      }
      if isCancelled {
        continuation.resume(throwing: CancellationError())
      } else {
        DispatchQueue.global().async { resume(Result(catching: work)) }
      }
    }
  } onCancel: {
    resume(.failure(CancellationError()))
  }
}

private enum Waiting<Output: Sendable> {
  case notYet
  case waiting(CheckedContinuation<Output, any Error>)
  case over
}
