package stage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine/store/jsonl"
)

// TestReplay: a step is deterministic (design.md section 4). The same events on the same
// world give the same texts, the same out-of-band data and the same rows: nothing
// hangs on the wall clock, on the order of a Go map or on another goroutine.
func TestReplay(t *testing.T) {
	want := played(t)
	for range 3 {
		got := played(t)
		for i := range min(len(want), len(got)) {
			if got[i] != want[i] {
				t.Fatalf("event %d was\n%s\nand is now\n%s", i, want[i], got[i])
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d events, and then %d", len(want), len(got))
		}
	}
}

// measuring are the commands that tell how long something took by the wall clock.
var measuring = map[string]bool{"@reload": true, "@time": true, "@slow": true, "@plugin": true}

// played plays a world of three for some thousand events that look random and are
// always the same, and returns what each of them gave, and the world in the end.
func played(t *testing.T) []string {
	t.Helper()
	s, err := stage.New(stage.Options{Scripts: "../../../scripts", Plugins: []string{"core", "haven", "weather", "mail"}, Mode: 1})
	if err != nil {
		t.Fatal(err)
	}
	keys, dice := commandsOf(t, s), rand.New(rand.NewPCG(1, 2))
	keys = slices.DeleteFunc(keys, func(key string) bool { return measuring[key] })
	slices.Sort(keys)
	var out []string
	for range 3 {
		actors := []*stage.Actor{player(t, s, "Ann", true), player(t, s, "Bob", false), player(t, s, "Cat", false)}
		for i, a := range actors {
			if i > 0 {
				a.Supports("Char 1, Comm 1, Room 1")
			}
		}
		for range 500 {
			out = append(out, event(s, actors, keys, dice))
			for i, a := range actors {
				if a.Closed {
					actors[i] = join(t, s, []string{"Ann", "Bob", "Cat"}[i])
				}
			}
		}
		out = append(out, rows(t, s)...)
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// rows is what the store has, without the code to claim it, which is a secret
// from outside of the world.
func rows(t *testing.T, s *stage.Stage) []string {
	t.Helper()
	snap, err := s.Stored()
	if err != nil {
		t.Fatal(err)
	}
	delete(snap.Meta, "claim")
	var world strings.Builder
	if err := jsonl.Write(&world, snap); err != nil {
		t.Fatal(err)
	}
	return strings.Split(world.String(), "\n")
}

// event is one line of somebody, or time that passes, and what everybody is shown.
func event(s *stage.Stage, actors []*stage.Actor, keys []string, dice *rand.Rand) string {
	var said strings.Builder
	if dice.IntN(10) == 0 {
		s.Advance(time.Duration(dice.IntN(30)) * time.Second)
	} else {
		line := pick(dice, keys) + " " + pick(dice, pick(dice, [][]string{odd, handy, handy}))
		fmt.Fprintf(&said, "%q: ", line)
		said.WriteString(actors[dice.IntN(len(actors))].Type(line))
	}
	for _, a := range actors {
		fmt.Fprintf(&said, "\n%s%q %v", a.Read(), a.OOB(), a.Closed)
	}
	return said.String()
}

func pick[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }

// handy are arguments that something can be done with.
var handy = []string{"Bob", "Bob=hello |rred|n", "thing;t:core.thing", "thing", "here/a=5", "thing/b={1,2,x=3}", "north", "apple = Ann", "me:tag", "Attic=up;u,down;d", "public=hi", "1", "y"}
