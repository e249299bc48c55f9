/** Loaded before the script where something takes too long: each look at the clock is a minute later than the one before, however fast the machine is. */
const now = Date.now;
let looks = 0;
Date.now = () => now() + 60_000 * looks++;
