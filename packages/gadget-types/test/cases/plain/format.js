/** @param {Date} date */
function formatTime(date) {
  return date.toISOString();
}

module.exports = { formatTime };
