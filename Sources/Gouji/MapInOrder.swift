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
/// before it are, even where the next item is long in coming, and while results are dealt with, the
/// items after them are transformed. An error thrown by `next` or `consume`, and cancellation, end the
/// whole.
///
/// The window is how many items may be under way or waiting for an earlier one, at least 1; what these
/// cost together is held below the budget, but for a single item that costs more.
package nonisolated(nonsending) func mapInOrder<Item: Sendable, Output: Sendable>(
  window: Int,
  budget: Int = .max,
  next: @escaping @Sendable () async throws -> Item?,
  cost: @escaping @Sendable (Item) -> Int = { _ in 0 },
  transform: @escaping @Sendable (Item) -> Output,
  consume: (Output) throws -> Void
) async throws {
  let (results, finished) = AsyncThrowingStream<(Int, Output), any Error>.makeStream()
  let (consumptions, consumption) = AsyncStream<Void>.makeStream()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      var room = Room(window: max(1, window), budget: budget)
      var freed = consumptions.makeAsyncIterator()
      do {
        try await withThrowingDiscardingTaskGroup { transforms in
          while let item = try await next() {
            let index = room.take(cost(item))
            transforms.addTask {
              if !Task.isCancelled { finished.yield((index, transform(item))) }
            }
            while room.isFull {
              // Ends early when the whole is cancelled.
              guard await freed.next() != nil else { throw CancellationError() }
              room.free()
            }
          }
        }
        finished.finish()
      } catch {
        finished.finish(throwing: error)
      }
    }
    var consumed = 0
    var waiting: [Int: Output] = [:]
    for try await (index, output) in results {
      // What was transformed before the end would still come.
      try Task.checkCancellation()
      waiting[index] = output
      while let ready = waiting.removeValue(forKey: consumed) {
        try consume(ready)
        consumed += 1
        consumption.yield()
      }
    }
    try Task.checkCancellation()
  }
}

/// How many more items may be drawn.
private struct Room {
  let window: Int
  let budget: Int
  private var drawn = 0
  private var costs: [Int] = []
  private var totalCost = 0

  init(window: Int, budget: Int) {
    (self.window, self.budget) = (window, budget)
  }

  /// Whether an item that is not consumed yet has to be before another is drawn.
  var isFull: Bool {
    !costs.isEmpty && (costs.count >= window || totalCost >= budget)
  }

  /// - Returns: The index of the item drawn.
  mutating func take(_ cost: Int) -> Int {
    costs.append(cost)
    totalCost += cost
    drawn += 1
    return drawn - 1
  }

  /// Says that the first of the items not consumed yet is.
  mutating func free() {
    totalCost -= costs.removeFirst()
  }
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
