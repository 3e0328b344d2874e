//go:build linux

package main

import (
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"mud/cmd/mud/scene"
)

// limitFiles lets the system refuse writes of the Server beyond a size, as a
// full disk does; 0 is no limit.
func limitFiles(t *testing.T, pid int, size uint64) {
	t.Helper()
	var limit unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, nil, &limit); err != nil {
		t.Fatal(err)
	}
	limit.Cur = size
	if size == 0 {
		limit.Cur = limit.Max
	}
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		t.Fatal(err)
	}
}

// TestDiskFull fills the disk under a running server: the world stands still
// and says so to who is there and who comes, the admin is told, nothing is
// shown that is not stored; and it goes on by itself when there is room.
func TestDiskFull(t *testing.T) {
	dir := folder(t, "")
	p := start(t, dir)
	ann := enter(t, p.telnet, "Ann", true)
	must(t, ann.Type("setdesc step 1"), ann.See("sees: step 1"))
	server := p.status(t).Pid
	limitFiles(t, server, 4096)
	must(t, ann.Type("setdesc step 2"))
	before, err := ann.Until("The world stands still")
	must(t, err)
	if strings.Contains(before, "step 2") {
		t.Errorf("what is not stored was shown: %q", before)
	}
	bob, err := scene.Dial(p.telnet)
	must(t, err)
	t.Cleanup(bob.Close)
	must(t, bob.See("The world stands still"), ann.Type("setdesc step 3"))
	holds(t, p.command(t, "status"), "THE WORLD STANDS STILL")
	limitFiles(t, server, 0)
	must(t, ann.See("sees: step 2"), ann.See("sees: step 3"), bob.See("create <name>"))
	p.kill(t)
	p = start(t, dir)
	ann = enter(t, p.telnet, "Ann", false)
	check(t, ann, "Ann", 3)
	p.kill(t)
}
