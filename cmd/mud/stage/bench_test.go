package stage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
)

// bench is a world in which a character has n commands, one of them core's
// look, and an account has none.
func bench(b *testing.B, n int) (*stage.Stage, *stage.Actor) {
	b.Helper()
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../../scripts")); err != nil {
		b.Fatal(err)
	}
	write := func(name, text string) {
		file := filepath.Join(dir, "many", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	write("plugin.toml", "name = \"many\"\nversion = \"0.1\"\n")
	names := []string{`"core.general.look"`, `"core.system.noinput"`, `"core.system.nomatch"`}
	for i := len(names); i < n; i++ {
		write(fmt.Sprintf("commands/c/verb%d.lua", i), fmt.Sprintf(
			"return require(\"mud\").command { key = \"verb%d\", aliases = { \"v%d\" }, run = function() end }\n", i, i))
		names = append(names, fmt.Sprintf(`"c.verb%d"`, i))
	}
	write("cmdsets/all.lua", "return require(\"mud\").cmdset { key = \"all\", commands = { "+strings.Join(names, ", ")+" } }\n")
	write("cmdsets/none.lua", "return require(\"mud\").cmdset { key = \"none\", priority = -10 }\n")
	s, err := stage.New(stage.Options{Scripts: dir, Plugins: []string{"core", "many"}, Character: "many.all", Account: "many.none"})
	if err != nil {
		b.Fatal(err)
	}
	ann, err := s.Join("Ann")
	if err != nil {
		b.Fatal(err)
	}
	return s, ann
}

// BenchmarkCommand is a line from the inbox to its output: look, and a line
// that is no command, with so many commands in the stack; "changed" has the
// stack change before each line.
func BenchmarkCommand(b *testing.B) {
	for _, line := range []string{"look", "xyzzy"} {
		for _, n := range []int{10, 100, 1000} {
			for _, how := range []string{"kept", "changed"} {
				b.Run(fmt.Sprintf("%s/%d/%s", line, n, how), func(b *testing.B) {
					s, ann := bench(b, n)
					if text := ann.Type(line); !strings.Contains(text, "Limbo") && !strings.Contains(text, "no command") {
						b.Fatalf("%q answers %q", line, text)
					}
					b.ReportAllocs()
					for b.Loop() {
						if how == "changed" {
							touch(b, s, ann)
						}
						ann.Type(line)
					}
				})
			}
		}
	}
}

// touch changes the stack of commands of an actor.
func touch(b *testing.B, s *stage.Stage, a *stage.Actor) {
	if err := s.Do(func(e *engine.Engine) error {
		puppet := a.Session().Puppet()
		var stack []object.StackEntry
		if len(puppet.Stack()) == 0 {
			stack = append(stack, object.StackEntry{Key: "many.none"})
		}
		puppet.SetStack(stack)
		return nil
	}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRoom is look in a room of 300 things, each with a command of its
// own, beside what an empty room costs.
func BenchmarkRoom(b *testing.B) {
	for _, n := range []int{0, 300} {
		for _, line := range []string{"xyzzy", "inventory", "look"} {
			b.Run(fmt.Sprintf("%s/%d", line, n), func(b *testing.B) {
				s, err := stage.New(stage.Options{Scripts: "../../../scripts", Plugins: []string{"core", "haven"}})
				if err != nil {
					b.Fatal(err)
				}
				ann, err := s.Join("Ann")
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Do(func(e *engine.Engine) error {
					room, err := e.World.Create(object.Thing, "Hall", "core.room", e.Now())
					if err != nil {
						return err
					}
					for i := range n {
						x, err := e.World.Create(object.Thing, fmt.Sprintf("cat %d", i), "haven.cat", e.Now())
						if err == nil {
							err = x.Place(room)
						}
						if err != nil {
							return err
						}
					}
					return a(ann).Place(room)
				}); err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for b.Loop() {
					ann.Type(line)
				}
			})
		}
	}
}

func a(who *stage.Actor) *object.Object { return who.Session().Puppet() }
