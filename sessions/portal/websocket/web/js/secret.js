// A line with a password in it is kept nowhere, and shown without it.
export const isSecret = (line) => /^\s*@?(co|con|conn|connect|cre|cr|create|password|userpassword)\s+\S/i.test(line);

export const shown = (line) => isSecret(line)
  ? line.replace(/^(\s*(?:@?password\s|\S+\s+(?:"[^"]*"|\S+)\s)).+$/i, "$1••••••••")
  : line;
