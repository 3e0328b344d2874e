package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/scene"
)

// arena is a folder for `mud run` with the plugin of testdata/arena.
func arena(t *testing.T, more string) string {
	t.Helper()
	dir := folder(t, "plugins = [\"core\", \"haven\", \"arena\"]\n"+more)
	scripts := filepath.Join(dir, "scripts")
	must(t, os.CopyFS(scripts, os.DirFS("../../scripts")), os.CopyFS(filepath.Join(scripts, "arena"), os.DirFS("testdata/arena")))
	project, err := filepath.Abs("../../scripts")
	must(t, err)
	replace(t, filepath.Join(dir, "mud.toml"), fmt.Sprintf("%q", project), `"scripts"`)
	replace(t, filepath.Join(dir, "mud.toml"), "create_attempts = 0", "create_attempts = 0\nguests = true")
	return dir
}

// hallSize is how many of a bigger crowd stand in one room, where each is told
// of all others.
const hallSize = 100

// crowd is players who came in without passwords.
func crowd(t *testing.T, p *process, count int) []*scene.Player {
	t.Helper()
	players := make([]*scene.Player, count)
	var group sync.WaitGroup
	for i := range players {
		group.Go(func() {
			player, err := scene.Dial(p.telnet)
			if err != nil {
				t.Error(err)
				return
			}
			players[i] = player
			if err := player.See("leaves."); err != nil {
				t.Error(err)
			}
			line := fmt.Sprintf("enter Counter%d", i)
			if count > hallSize {
				line += fmt.Sprintf(" Hall%d", i/hallSize)
			}
			if err := player.Type(line); err != nil {
				t.Error(err)
			}
			if err := player.See("Exits:"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	t.Cleanup(func() {
		for _, player := range players {
			if player != nil {
				player.Close()
			}
		}
	})
	if t.Failed() {
		t.FailNow()
	}
	return players
}

// The counter test: so many clients each count so far, in so many rounds. In
// each round something happens to the Server while they do.
const (
	counters = 50
	counts   = 200
)

// count has all clients count on, with something happening in each round.
func count(t *testing.T, p *process, players []*scene.Player, from, rounds int, happens func(round int)) {
	t.Helper()
	each := counts / rounds
	for round := range rounds {
		var typing sync.WaitGroup
		for _, player := range players {
			typing.Go(func() {
				for n := range each {
					time.Sleep(rand.N(10 * time.Millisecond))
					if err := player.Type("@count " + strconv.Itoa(from+round*each+n+1)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		happens(round)
		typing.Wait()
	}
	if t.Failed() {
		t.Fatalf("the server's log:\n%s", p.log)
	}
}

var countedLine = regexp.MustCompile(`counted (\d+)\.`)

// agree holds that every number was run once, in order, that all four places
// agree, and that every answer that a client saw was true.
func agree(t *testing.T, players []*scene.Player, want int) {
	t.Helper()
	for i, player := range players {
		must(t, player.Type("@counted"))
		before, err := player.Until(", tally ")
		must(t, err)
		if got := fmt.Sprintf("account %d, character %d, turnstile %d, wrong none", want, want, want); !strings.HasSuffix(before, got) {
			t.Errorf("client %d: %q, want %q", i, before[max(0, len(before)-200):], got)
		}
		tally, err := player.Until(".")
		must(t, err)
		if i == len(players)-1 && tally != strconv.Itoa(want*len(players)) { // by then all have been asked
			t.Errorf("the tally is %s, want %d", tally, want*len(players))
		}
		inOrder(t, fmt.Sprintf("client %d was told", i), countedLine.FindAllStringSubmatch(before, -1), want-counts, want)
	}
}

// inOrder holds that the numbers are all from one up to another, each once.
func inOrder(t *testing.T, what string, numbers [][]string, after, last int) {
	t.Helper()
	at := after
	for _, m := range numbers {
		n, err := strconv.Atoi(m[1])
		must(t, err)
		if n != at+1 {
			t.Errorf("%s %d after %d", what, n, at)
		}
		at = n
	}
	if at != last {
		t.Errorf("%s %d last, want %d", what, at, last)
	}
}

// overheard holds that somebody has heard of every number of everybody once,
// and in the order of each.
func overheard(t *testing.T, ear *scene.Player, after, last int) {
	t.Helper()
	must(t, ear.Type("@counted"))
	heard, err := ear.Until(", tally ")
	must(t, err)
	for i := range counters {
		who := fmt.Sprintf("Counter%d", i)
		numbers := regexp.MustCompile(who+` counts (\d+)\.`).FindAllStringSubmatch(heard, -1)
		inOrder(t, "of "+who+" was heard", numbers, after, last)
	}
}

// TestCounter holds promise P1: fifty clients each send two hundred numbered
// lines while the Server is killed with SIGKILL twenty-five times at random
// moments. At the end each line was run once and in order, each client was told
// so, somebody who listens has heard of each, and nobody was dropped. Then the
// same with reloads and restarts among the kills.
func TestCounter(t *testing.T) {
	p := start(t, arena(t, ""))
	defer p.kill(t)
	players := crowd(t, p, counters+1)
	players, ear := players[:counters], players[counters]
	must(t, ear.Type("@listen"))
	pid := p.server(t, 0)
	kill := func(int) {
		time.Sleep(rand.N(60 * time.Millisecond))
		sigkill(t, pid)
		pid = p.server(t, pid)
	}
	begun := time.Now()
	count(t, p, players, 0, 25, kill)
	agree(t, players, counts)
	overheard(t, ear, 0, counts)
	t.Logf("25 kills in %s", time.Since(begun))
	ask := func(path string) {
		if _, err := portalhalf.Ask(t.Context(), "POST", p.admin, path, nil); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	count(t, p, players, counts, 10, func(round int) {
		switch round % 3 {
		case 0:
			ask("/reload")
		case 1:
			ask("/restart")
			pid = p.server(t, pid)
		case 2:
			kill(round)
		}
	})
	agree(t, players, 2*counts)
	overheard(t, ear, counts, 2*counts)
}

// TestSetAside holds that a line which kills the Server twice is not tried a
// third time, and that its player, and nobody else, learns of it.
func TestSetAside(t *testing.T) {
	dir := arena(t, "[server]\ncall_time = \"10s\"\n")
	p := start(t, dir)
	defer p.kill(t)
	players := crowd(t, p, 2)
	must(t, players[0].Type("@linger"), players[0].Type("say after it"), players[1].Type("say before it"))
	for life := range 2 {
		for strings.Count(p.log.String(), `msg="server ready"`) <= life {
			time.Sleep(5 * time.Millisecond) // the mark is that of the Server before it until then
		}
		untilRunning(t, filepath.Join(dir, "data", "running"), p.log.String)
		sigkill(t, p.lastPid(t))
	}
	must(t, players[0].See("has stopped the game twice"), players[0].See(`You say, "after it"`), players[1].See(`says, "after it"`))
	logged(t, p.log, "set aside") // what the Server logs comes through the Portal, later than what it says
}

var startedLine = regexp.MustCompile(`msg="server started".* pid=(\d+)`)

// lastPid is the process of the Server that was started last; it may be too
// busy to tell itself.
func (p *process) lastPid(t *testing.T) int {
	t.Helper()
	all := startedLine.FindAllStringSubmatch(p.log.String(), -1)
	if len(all) == 0 {
		t.Fatal("no server was started")
	}
	pid, err := strconv.Atoi(all[len(all)-1][1])
	must(t, err)
	return pid
}

// untilRunning waits until a line has been run for some time.
func untilRunning(t *testing.T, file string, log func() string) {
	t.Helper()
	none := string(make([]byte, 16))
	last := none
	var since time.Time
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		mark, err := os.ReadFile(file)
		must(t, err)
		if string(mark) != last {
			last, since = string(mark), time.Now()
		}
		if last != none && time.Since(since) > 200*time.Millisecond {
			return
		}
	}
	t.Fatalf("the line was never run; the log:\n%s", log())
}

// TestCounterOverWholeKills kills the whole program while players count, and does
// so again: all that they had been told is there when it runs again, in all four
// places, and nothing was counted twice.
func TestCounterOverWholeKills(t *testing.T) {
	dir := arena(t, "")
	names := []string{"Ann", "Bob", "Cyd", "Dee"}
	told := make([]int, len(names)) // the last number that each was told
	for round := range 3 {
		p := start(t, dir)
		var group, warm sync.WaitGroup
		warm.Add(len(names))
		for i, name := range names {
			player := enter(t, p.telnet, name, round == 0)
			at := counted(t, player, name)
			if at < told[i] || at > told[i]+1 {
				t.Errorf("%s was told %d, and %d are there after the kill", name, told[i], at)
			}
			told[i] = at
			group.Go(func() {
				for n := 1; ; n++ {
					err := player.Type("@count " + strconv.Itoa(told[i]+1))
					if err == nil {
						err = player.See(fmt.Sprintf("counted %d.", told[i]+1))
					}
					if err == nil {
						told[i]++
					}
					if n == 20 || err != nil && n < 20 {
						warm.Done()
					}
					if err != nil {
						return
					}
				}
			})
		}
		warm.Wait()
		p.kill(t)
		group.Wait()
	}
}

// counted is how far somebody has counted, if all places agree.
func counted(t *testing.T, player *scene.Player, name string) int {
	t.Helper()
	must(t, player.Type("@counted"), player.See("account "))
	text, err := player.Until(", tally ")
	must(t, err)
	n, err := strconv.Atoi(text[:strings.Index(text, ",")])
	must(t, err)
	if want := fmt.Sprintf("%d, character %d, turnstile %d, wrong none", n, n, n); text != want {
		t.Errorf("%s has counted %q", name, text)
	}
	return n
}
