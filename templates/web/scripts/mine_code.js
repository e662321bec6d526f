// Reads the code on an own copy. domain/own_key.py writes it and says what stands where.
"use strict";

const MineCode = (() => {
  const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const KEY = 10, FINGERPRINT = 2, CHECK = 3;
  const PRIME = 32749, ROOT = 57, FORMAT = 1;
  const MISREAD = { O: "0", I: "1", L: "1" };

  // A typed code, or a whole link with the code behind "#". Either `fault` in words, or the code's parts.
  function read(written) {
    const code = cleaned(written);
    const strange = [...code].find((sign) => !DIGITS.includes(sign));
    if (!code) return { fault: "Skriv koden fra din kopi." };
    if (strange) return { fault: `»${strange}« bruges ikke i koden. Se efter på din kopi, og prøv igen.` };
    if (code.length < KEY + FINGERPRINT + CHECK) return { fault: "Koden er for kort. Der mangler noget af den." };
    const body = code.slice(0, -CHECK);
    if (checkOf(body) !== asNumber(code.slice(-CHECK))) {
      return { fault: "Koden passer ikke sammen. Der er nok en tastefejl, så se hver gruppe efter." };
    }
    return {
      code,
      readingKey: body.slice(0, KEY),
      fingerprint: asNumber(body.slice(KEY, KEY + FINGERPRINT)),
      digits: body.slice(KEY + FINGERPRINT),
    };
  }

  // The answers, one for each scale: 1 is its first label, 0 is no answer. Null when they do not fit.
  function answers(digits, scales) {
    if (digits.length !== digitsFor(scales)) return null;
    let left = [...digits].map((digit) => DIGITS.indexOf(digit));
    const values = [];
    for (const steps of [...scales].reverse()) {
      const [quotient, value] = divided(left, steps + 1);
      left = quotient;
      values.unshift(value);
    }
    return left.some((digit) => digit > 0) ? null : values;
  }

  function cleaned(written) {
    const code = written.slice(written.lastIndexOf("#") + 1).toUpperCase().replace(/[\s.\-–—_]/g, "");
    return [...code].map((sign) => MISREAD[sign] || sign).join("");
  }

  function checkOf(body) {
    return [...body].reduce((check, digit) => (check * ROOT + DIGITS.indexOf(digit)) % PRIME, FORMAT);
  }

  function asNumber(digits) {
    return [...digits].reduce((number, digit) => number * DIGITS.length + DIGITS.indexOf(digit), 0);
  }

  // All scales together may make a number beyond what JavaScript counts exactly: so digit by digit.
  function divided(digits, by) {
    let rest = 0;
    const quotient = digits.map((digit) => {
      const here = rest * DIGITS.length + digit;
      rest = here % by;
      return Math.floor(here / by);
    });
    return [quotient, rest];
  }

  // A hair below, for scales whose size is exactly so many digits.
  function digitsFor(scales) {
    const bits = scales.reduce((sum, steps) => sum + Math.log2(steps + 1), 0);
    return Math.ceil(bits / Math.log2(DIGITS.length) - 1e-9);
  }

  return { read, answers };
})();
