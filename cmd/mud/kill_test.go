package main

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"mud/cmd/mud/scene"
)

// TestKill holds promise P3: the whole server is killed with SIGKILL in the
// middle of a busy time, three times, and all that players had seen is there
// when it runs again.
func TestKill(t *testing.T) {
	dir := folder(t, "")
	names := []string{"Ann", "Bob", "Cyd", "Dee"}
	seen := make([]int, len(names))
	for round := range 3 {
		p := start(t, dir)
		players := make([]*scene.Player, len(names))
		for i, name := range names {
			players[i] = enter(t, p.telnet, name, round == 0)
			if round > 0 {
				check(t, players[i], name, seen[i])
			}
		}
		busy(t, p, players, seen)
	}
	p := start(t, dir)
	for i, name := range names {
		check(t, enter(t, p.telnet, name, false), name, seen[i])
	}
	p.kill(t)
}

// enter logs a player in.
func enter(t *testing.T, address, name string, create bool) *scene.Player {
	t.Helper()
	p, err := scene.Dial(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	verb := "connect"
	if create {
		verb = "create"
	}
	must(t, p.See("leaves."), p.Type(verb+" "+name+" correct-horse-9"), p.See("You become "+name), p.See("Exits:"))
	return p
}

// busy has everybody change something and give things away as fast as they
// can, and kills the server when each has seen at least twenty answers.
func busy(t *testing.T, p *process, players []*scene.Player, seen []int) {
	t.Helper()
	var group, warm sync.WaitGroup
	warm.Add(len(players))
	for i, player := range players {
		group.Go(func() {
			for n := 1; ; n++ {
				step := seen[i] + 1
				if player.Type("setdesc step "+strconv.Itoa(step)) != nil ||
					player.See(fmt.Sprintf("sees: step %d", step)) != nil ||
					player.Type("say "+strconv.Itoa(step)) != nil {
					if n <= 20 {
						warm.Done() // do not hang the test: check tells what is wrong
					}
					return
				}
				seen[i] = step
				if n == 20 {
					warm.Done()
				}
			}
		})
	}
	warm.Wait()
	p.kill(t)
	group.Wait()
}

// check looks at what is there: the last step that was seen, or one that was
// on its way.
func check(t *testing.T, p *scene.Player, name string, seen int) {
	t.Helper()
	must(t, p.Type("look me"), p.See(name+"\nstep "))
	rest, err := p.Until("\n")
	must(t, err)
	stored, err := strconv.Atoi(strings.TrimSpace(rest))
	must(t, err)
	if stored < seen || stored > seen+1 {
		t.Errorf("%s had seen step %d, and step %d is there after the kill", name, seen, stored)
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
