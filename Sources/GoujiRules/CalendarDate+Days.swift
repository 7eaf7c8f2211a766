internal import GoujiModel

extension CalendarDate {
  /// Days since 1 January of the year 1.
  var days: Int {
    let past = year - 1
    let leapDays = past / 4 - past / 100 + past / 400
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return past * 365 + leapDays + lengths.prefix(month - 1).reduce(0, +) + day - 1
  }

  /// `2020年2月17日`.
  var chinese: String { "\(year)年\(month)月\(day)日" }
}
