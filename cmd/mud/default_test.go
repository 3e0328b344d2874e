package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestDefaultsOverKill is row 39 of the users' pains as it is written there: a
// list that a typeclass declares and nobody ever assigned is added to, the
// whole server is killed with SIGKILL as soon as that was seen, and the change
// is there afterwards, for that thing and no other.
func TestDefaultsOverKill(t *testing.T) {
	dir := arena(t, "")
	must(t, os.MkdirAll(filepath.Join(dir, "scripts", "arena", "typeclasses"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "scripts", "arena", "typeclasses", "keg.lua"), []byte(`return require("mud").typeclass {
  key = "keg", extends = require("core.typeclasses.thing"), db = { marks = { "new" } },
}`), 0o600))
	p := start(t, dir)
	root := enter(t, p.telnet, "Root", true)
	must(t, root.Type("@claim "+p.claim), root.See("superuser"),
		root.Type("@create/drop keg:arena.keg"), root.See("keg"), root.Type("@create/drop cask:arena.keg"), root.See("cask"),
		root.Type(`@lua (function() local m = mud.find("keg").db.marks; m[#m + 1] = { "chalk" }; m[2][2] = me end)()`), root.See("= nothing"))
	p.kill(t)

	p = start(t, dir)
	root = enter(t, p.telnet, "Root", false)
	must(t, root.Type("@examine keg/marks"), root.See(`{ "new", { "chalk", #`),
		root.Type(`@lua mud.find("keg").db.marks[2][2] == me`), root.See("= true"),
		root.Type("@examine cask/marks"), root.See(`{ "new" }`))
	p.kill(t)
}
