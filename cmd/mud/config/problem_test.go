package config

import (
	"errors"
	"strings"
	"testing"
)

// problems are the lines of the error that a file of text gives, without the
// folder of the file.
func problems(text string) string {
	c := defaults("/game")
	c.Path = "mud.toml"
	if err := c.read(text); err != nil {
		return err.Error()
	}
	return ""
}

const (
	wantAddress  = `it must be an address such as ":4000" or "127.0.0.1:4000", or "" for none`
	wantCallTime = `it must be a time such as "250ms", "30s" or "1h30m", from 10ms to 10s`
	wantMemory   = `it must be a size such as "64MiB" or "1GiB", from 1MiB to 4GiB`
	wantIdle     = `it must be a time such as "30s" or "1h30m", from 1s to 8760h, or "0" for never`
	wantPlugins  = `mud.toml:2: [scripts] plugins is not allowed; it must be a list of plugins, each once, such as ["core", "haven"]`
	wantTitle    = `it must be a name of 1 to 80 characters on one line`
)

func TestUnknownNames(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"key, like another": {"[portal]\n\ntelent = ':4000'", "mud.toml:3: [portal] telent is not a key; did you mean telnet?"},
		"key, other case":   {"[portal]\nTelnet = ':4000'", "mud.toml:2: [portal] Telnet is not a key; did you mean telnet?"},
		"key, like none":    {"[store]\nzzzzzz = 1", "mud.toml:2: [store] zzzzzz is not a key; its keys are: url, durability"},
		"key of another":    {"[server]\ntelnet = ':1'", "mud.toml:2: [server] telnet is not a key; it is one of [portal]"},
		"key, quoted":       {"[store]\n'a\tb' = 1", `mud.toml:2: [store] "a\tb" is not a key; its keys are: url, durability`},
		"key, empty":        {"[store]\n\"\" = 1", `mud.toml:2: [store] "" is not a key; its keys are: url, durability`},
		"key, dotted":       {"\nportal.telent = 1", "mud.toml:2: [portal] telent is not a key; did you mean telnet?"},
		"key, inline table": {"store = { ulr = 1 }", "mud.toml:1: [store] ulr is not a key; did you mean url?"},
		"table in section":  {"[log]\n[log.levels]\na = 1", "mud.toml:2: [log] levels is not a key; did you mean level?"},
		"section":           {"\n[portl]\nx = 1", "mud.toml:2: [portl] is not a section; did you mean [portal]?"},
		"section, dotted":   {"\n\nstor.url = 1", "mud.toml:3: [stor] is not a section; did you mean [store]?"},
		"section, plugins":  {"[plugins.haven]\nx = 1", "mud.toml:1: [plugins] is not a section; did you mean [plugin]?"},
		"section, no like": {"[zzzzzz]", "mud.toml:1: [zzzzzz] is not a section; the sections are " +
			"[game], [portal], [server], [sessions], [cmdsets], [scripts], [store], [log], [mssp], [plugin]"},
		"no section":       {"telnet = ':4000'", "mud.toml:1: telnet stands in no section; it is a key of [portal]"},
		"no section, like": {"durabilty = 'power'", "mud.toml:1: durabilty stands in no section; did you mean durability of [store]?"},
		"no section, no like": {"zzzzzz = 1", "mud.toml:1: zzzzzz stands in no section; every key belongs below one of " +
			"[game], [portal], [server], [sessions], [cmdsets], [scripts], [store], [log], [mssp], [plugin]"},
	} {
		t.Run(name, func(t *testing.T) { compare(t, problems(test.text), test.want) })
	}
}

func TestWrongTypes(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"string for whole":    {"[portal]\nmax_line = '8192'", `mud.toml:2: [portal] max_line = "8192" is a string; it must be a whole number of bytes from 256 to 65536`},
		"decimal for whole":   {"[portal]\nmax_line = 8192.5", "mud.toml:2: [portal] max_line = 8192.5 is a number; it must be a whole number of bytes from 256 to 65536"},
		"string for decimal":  {"[portal]\ncommand_rate = 'fast'", `mud.toml:2: [portal] command_rate = "fast" is a string; it must be a number of lines a second from 0.1 to 10000`},
		"string for bool":     {"[scripts]\nwatch = 'yes'", `mud.toml:2: [scripts] watch = "yes" is a string; it must be true or false`},
		"bool for string":     {"[game]\nname = true", "mud.toml:2: [game] name = true is true or false; " + wantTitle},
		"whole for time":      {"[server]\ncall_time = 250", "mud.toml:2: [server] call_time = 250 is a whole number; " + wantCallTime},
		"whole for size":      {"[server]\ncall_memory = 64", "mud.toml:2: [server] call_memory = 64 is a whole number; " + wantMemory},
		"whole for address":   {"[portal]\nweb = 4001", "mud.toml:2: [portal] web = 4001 is a whole number; " + wantAddress},
		"list for address":    {"[portal]\nweb = [\n':4001']", "mud.toml:2: [portal] web is a list; " + wantAddress},
		"date for word":       {"[log]\nlevel = 2020-02-02", `mud.toml:2: [log] level is a date; it must be "debug", "info", "warn" or "error"`},
		"string for list":     {"[scripts]\nplugins = 'core'", `mud.toml:2: [scripts] plugins = "core" is a string; it must be a list of plugins, each once, such as ["core", "haven"]`},
		"table for path":      {"[scripts]\npath = { a = 1 }", "mud.toml:2: [scripts] path is a table; it must be the path of a folder"},
		"whole for section":   {"\nportal = 3", "mud.toml:2: portal = 3 is a whole number; it must be one table, written [portal]"},
		"list for section":    {"[[portal]]\ntelnet = ':1'", "mud.toml:1: portal is a list of tables; it must be one table, written [portal]"},
		"string for plugins":  {"plugin = 'core'", `mud.toml:1: plugin = "core" is a string; it must be one table, written [plugin]`},
		"whole for a plugin":  {"[plugin]\nhaven = 3", "mud.toml:2: [plugin] haven = 3 is a whole number; the settings of a plugin are a table, written [plugin.NAME]"},
		"lines of a string":   {"[log]\n\nlevel = '''\na\nb'''", `mud.toml:3: [log] level = "a\nb" is not allowed; it must be "debug", "info", "warn" or "error"`},
		"after a byte mark":   {"\ufeff[log]\na=1", "mud.toml:2: [log] a is not a key; its keys are: level, format, file"},
		"string of any width": {"[log]\nlevel = '" + strings.Repeat("é", 99) + "'", `mud.toml:2: [log] level = "` + strings.Repeat("é", 40) + `…" is not allowed; it must be "debug", "info", "warn" or "error"`},
	} {
		t.Run(name, func(t *testing.T) { compare(t, problems(test.text), test.want) })
	}
}

func TestWrongValues(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"whole, low":         {"[portal]\nmax_line = 255", "mud.toml:2: [portal] max_line = 255 is not allowed; it must be a whole number of bytes from 256 to 65536"},
		"whole, high":        {"[sessions]\nmultisession_mode = 4", "mud.toml:2: [sessions] multisession_mode = 4 is not allowed; it must be a whole number from 0 to 3"},
		"whole, negative":    {"[sessions]\nmax_characters = -1", "mud.toml:2: [sessions] max_characters = -1 is not allowed; it must be a whole number from 0 to 1000000"},
		"decimal, low":       {"[portal]\ncommand_rate = 0", "mud.toml:2: [portal] command_rate = 0 is not allowed; it must be a number of lines a second from 0.1 to 10000"},
		"decimal, none":      {"[portal]\ncommand_rate = nan", "mud.toml:2: [portal] command_rate = NaN is not allowed; it must be a number of lines a second from 0.1 to 10000"},
		"decimal, infinite":  {"[portal]\nconnection_rate = inf", "mud.toml:2: [portal] connection_rate = +Inf is not allowed; it must be a number of connections a second from 0.1 to 10000"},
		"time, words":        {"[server]\ncall_time = 'soon'", `mud.toml:2: [server] call_time = "soon" is not allowed; ` + wantCallTime},
		"time, no unit":      {"[server]\ncall_time = '250'", `mud.toml:2: [server] call_time = "250" is not allowed; ` + wantCallTime},
		"time, low":          {"[server]\ncall_time = '9ms'", `mud.toml:2: [server] call_time = "9ms" is not allowed; ` + wantCallTime},
		"time, high":         {"[server]\ncall_time = '1m'", `mud.toml:2: [server] call_time = "1m" is not allowed; ` + wantCallTime},
		"time or 0, low":     {"[sessions]\nidle_timeout = '1ms'", `mud.toml:2: [sessions] idle_timeout = "1ms" is not allowed; ` + wantIdle},
		"time or 0, below":   {"[sessions]\nidle_timeout = '-1h'", `mud.toml:2: [sessions] idle_timeout = "-1h" is not allowed; ` + wantIdle},
		"size, words":        {"[server]\ncall_memory = 'much'", `mud.toml:2: [server] call_memory = "much" is not allowed; ` + wantMemory},
		"size, other unit":   {"[server]\ncall_memory = '64MB'", `mud.toml:2: [server] call_memory = "64MB" is not allowed; ` + wantMemory},
		"size, negative":     {"[server]\ncall_memory = '-64MiB'", `mud.toml:2: [server] call_memory = "-64MiB" is not allowed; ` + wantMemory},
		"size, low":          {"[server]\ncall_memory = '1023KiB'", `mud.toml:2: [server] call_memory = "1023KiB" is not allowed; ` + wantMemory},
		"size, high":         {"[server]\ncall_memory = '5GiB'", `mud.toml:2: [server] call_memory = "5GiB" is not allowed; ` + wantMemory},
		"size, over 64 bits": {"[server]\ncall_memory = '17179869184GiB'", `mud.toml:2: [server] call_memory = "17179869184GiB" is not allowed; ` + wantMemory},
		"address, no colon":  {"[portal]\ntelnet = '4000'", `mud.toml:2: [portal] telnet = "4000" is not allowed; ` + wantAddress},
		"address, no port":   {"[portal]\ntelnet = 'localhost:'", `mud.toml:2: [portal] telnet = "localhost:" is not allowed; ` + wantAddress},
		"address, high port": {"[portal]\ntelnet = ':65536'", `mud.toml:2: [portal] telnet = ":65536" is not allowed; ` + wantAddress},
		"address, odd host":  {"[portal]\ntelnet = 'my host:4000'", `mud.toml:2: [portal] telnet = "my host:4000" is not allowed; ` + wantAddress},
		"address, bare IPv6": {"[portal]\ntelnet = '::1:4000'", `mud.toml:2: [portal] telnet = "::1:4000" is not allowed; ` + wantAddress},
		"word, like another": {"[store]\ndurability = 'powr'", `mud.toml:2: [store] durability = "powr" is not allowed; it must be "process" or "power"; did you mean "power"?`},
		"word, like none":    {"[log]\nformat = 'yaml'", `mud.toml:2: [log] format = "yaml" is not allowed; it must be "text" or "json"`},
		"word, empty":        {"[log]\nformat = ''", `mud.toml:2: [log] format = "" is not allowed; it must be "text" or "json"`},
		"name, empty":        {"[game]\nname = ' '", `mud.toml:2: [game] name = " " is not allowed; ` + wantTitle},
		"name, long":         {"[game]\nname = '" + strings.Repeat("x", 81) + "'", `mud.toml:2: [game] name = "` + strings.Repeat("x", 40) + `…" is not allowed; ` + wantTitle},
		"name, escape":       {"[game]\nname = \"\\u001b[1m\"", `mud.toml:2: [game] name = "\x1b[1m" is not allowed; ` + wantTitle},
		"path, empty":        {"[scripts]\npath = ''", `mud.toml:2: [scripts] path = "" is not allowed; it must be the path of a folder`},
		"path, NUL":          {"[log]\nfile = \"a\\u0000\"", `mud.toml:2: [log] file = "a\x00" is not allowed; it must be the path of a file, or "" for none`},
		"link, no scheme":    {"[server]\nlink = 'data/link.sock'", `mud.toml:2: [server] link = "data/link.sock" is not allowed; it must be "unix:" and the path of a socket, or "tcp:" and an address such as "tcp:10.0.0.5:4003"`},
		"store, scheme":      {"[store]\nurl = 'mysql:x'", `mud.toml:2: [store] url = "mysql:x" is not allowed; it must be "sqlite:" and the path of a file`},
		"store, no path":     {"[store]\nurl = 'sqlite:'", `mud.toml:2: [store] url = "sqlite:" is not allowed; it must be "sqlite:" and the path of a file`},
		"plugins, none":      {"[scripts]\nplugins = []", wantPlugins},
		"plugins, twice":     {"[scripts]\nplugins = ['core', 'core']", wantPlugins},
		"plugins, a path":    {"[scripts]\nplugins = ['../core']", wantPlugins},
		"plugins, a number":  {"[scripts]\nplugins = ['core', 3]", wantPlugins},
		"cmdset, no plugin":  {"[cmdsets]\naccount = 'account'", `mud.toml:2: [cmdsets] account = "account" is not allowed; it must be the name of a cmdset with its plugin before it, such as "core.session"`},
		"cmdset, empty part": {"[cmdsets]\naccount = 'core.'", `mud.toml:2: [cmdsets] account = "core." is not allowed; it must be the name of a cmdset with its plugin before it, such as "core.session"`},
		"cert without key":   {"[portal]\ntls_cert = 'c'", "mud.toml:2: [portal] tls_cert needs tls_key, the file with the key of this certificate"},
		"key without cert":   {"[portal]\ntls_key = 'k'", "mud.toml:2: [portal] tls_key needs tls_cert, the file with the certificate of this key"},
		"tcp without secret": {"[server]\nlink = 'tcp:h:1'", "mud.toml:2: [server] link needs link_secret, a word that both halves know"},
		"https without cert": {"[portal]\nweb_tls = ':1'", "mud.toml:2: [portal] web_tls needs tls_cert and tls_key, the files with the certificate and its key"},
		"TLS without cert":   {"[portal]\ntelnet_tls = ':1'", "mud.toml:2: [portal] telnet_tls needs tls_cert and tls_key, the files with the certificate and its key"},
	} {
		t.Run(name, func(t *testing.T) { compare(t, problems(test.text), test.want) })
	}
}

func TestSyntax(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"value without quotes": {"[portal]\n  telnet = :4000", "mud.toml:2: this is not TOML (column 12): expected value but found ':' instead"},
		"open bracket":         {"[portal\ntelnet = ''", `mud.toml:2: this is not TOML (column 8): expected '.' or ']' to end table name, but got '\n' instead`},
		"section twice":        {"[log]\n[game]\n[log]\n", "mud.toml:3: this is not TOML (column 2): Key 'log' has already been defined."},
		"key twice":            {"[log]\nfile = ''\nfile = ''\n", "mud.toml:3: this is not TOML (column 11): Key 'log.file' has already been defined."},
	} {
		t.Run(name, func(t *testing.T) { compare(t, problems(test.text), test.want) })
	}
}

func TestAllProblemsAreToldByLine(t *testing.T) {
	err := defaults("/game").read("[log]\nlevel = 3\n[portal]\ntelent = ':1'\nmax_line = 1\n[stor]\n[game]\nname = ''\n")
	var got []string
	for p := range strings.Lines(err.Error()) {
		got = append(got, strings.SplitN(p, ":", 3)[1])
	}
	compare(t, strings.Join(got, " "), "2 4 5 6 8")
	var p *Problem
	if !errors.As(err, &p) || p.Line != 2 {
		t.Errorf("the error holds %+v, want the problem of line 2", p)
	}
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", everyKey, "[portal]\ntelent = 1", "portal.telnet = 3", "portal = { telnet = ':1' }", "[[portal]]", "\ufeff[log]\n\"\"=1",
		"[plugin.a.b]\nc = [1, 2]", "[plugin]\na = [{ b = 1 }]", "a.b.c = '''\n\n'''", "[x", "[server]\ncall_memory = '1KiB'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := defaults("/game")
		c.Path = "mud.toml"
		err := c.read(text)
		if err == nil {
			c.resolve()
			if !strings.HasPrefix(c.DataDir(), "/") {
				t.Errorf("the data folder %q is not absolute", c.DataDir())
			}
			return
		}
		lines := 1 + strings.Count(text, "\n")
		for _, p := range list(err) {
			if p.Line < 1 || p.Line > lines || strings.Contains(p.Text, "\n") {
				t.Errorf("%q: a problem in a text of %d lines", p, lines)
			}
		}
	})
}

// list is every problem of err.
func list(err error) (all []*Problem) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []*Problem{err.(*Problem)}
	}
	for _, e := range joined.Unwrap() {
		all = append(all, e.(*Problem))
	}
	return all
}
