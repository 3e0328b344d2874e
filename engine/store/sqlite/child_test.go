//go:build unix

package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"mud/engine/store"
)

// The environment that makes the test binary a child: what it is to do, and
// its data file.
const (
	childDuty = "MUD_STORE_CHILD"
	childFile = "MUD_STORE_FILE"
)

var duties = map[string]func(*Store) error{"commit": commitForever, "fill": fillUp}

func TestMain(m *testing.M) {
	duty, ok := duties[os.Getenv(childDuty)]
	if !ok {
		os.Exit(m.Run())
	}
	s, err := Open(os.Getenv(childFile), store.Process, slog.New(slog.DiscardHandler))
	if err == nil {
		err = duty(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(t *testing.T, duty, path string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDuty+"="+duty, childFile+"="+path)
	return cmd
}

// commitForever commits numbered changes and prints each number when Commit
// has returned, until it is killed.
func commitForever(s *Store) error {
	snap, err := s.Load(context.Background())
	if err != nil {
		return err
	}
	for n := len(snap.Lines) + 1; ; n++ {
		changes := []store.Change{
			store.PutLine{Line: store.Line{Sessid: int64(n), Seq: uint64(n)}},
			put(n % 100),
			store.PutMeta{Key: "last", Value: []byte(strconv.Itoa(n))},
		}
		if err := s.Commit(context.Background(), changes); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// TestKill kills a committing process at random moments: every commit that
// returned is there afterwards, and none is there by half.
func TestKill(t *testing.T) {
	path := newPath(t)
	for range 6 {
		printed := killAfter(t, path, 1+rand.IntN(400))
		s := mustOpen(t, path)
		snap, err := s.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		mustClose(t, s)
		stored := len(snap.Lines)
		if stored < printed || stored > printed+1 {
			t.Fatalf("%d commits are stored, %d had returned", stored, printed)
		}
		for i, line := range snap.Lines {
			if line.Sessid != int64(i+1) || line.Seq != uint64(i+1) {
				t.Fatalf("line %d is %+v", i+1, line)
			}
		}
		if last := string(snap.Meta["last"]); last != strconv.Itoa(stored) {
			t.Fatalf("%d commits are stored, the last one says %q", stored, last)
		}
	}
}

// killAfter starts a child, kills it when it has printed some numbers and
// returns the last number that it printed.
func killAfter(t *testing.T, path string, commits int) (last int) {
	t.Helper()
	cmd := child(t, "commit", path)
	var problem bytes.Buffer
	cmd.Stderr = &problem
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for i := 0; ; i++ {
		if i == commits {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) { // what the child printed before it died was read to the end
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if last, err = strconv.Atoi(strings.TrimSpace(line)); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Wait(); err == nil || problem.Len() > 0 {
		t.Fatalf("the child ended by itself: %v %s", err, problem.String())
	}
	return last
}

// fillUp commits under a limit on the size of files until writing fails, and
// goes on when the limit is gone.
func fillUp(s *Store) error {
	signal.Ignore(unix.SIGXFSZ) // so that a write beyond the limit fails instead
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	tight := limit
	tight.Cur = 512 << 10
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &tight); err != nil {
		return err
	}
	ctx, stored := context.Background(), 0
	pair := func() []store.Change { return []store.Change{put(2 * stored), put(2*stored + 1)} }
	for ; stored < 10_000 && s.Commit(ctx, pair()) == nil; stored++ {
	}
	snap, err := s.Load(ctx)
	if err != nil {
		return err
	}
	if stored == 0 || stored == 10_000 || len(snap.Attributes) != 2*stored {
		return fmt.Errorf("after %d commits %d attributes are stored", stored, len(snap.Attributes))
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := s.Commit(ctx, pair()); err != nil {
		return fmt.Errorf("trying again: %w", err)
	}
	fmt.Println(stored + 1)
	return s.Close()
}

// TestWriteErrors lets the system refuse writes in a child.
func TestWriteErrors(t *testing.T) {
	path := newPath(t)
	cmd := child(t, "fill", path)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := count(t, mustOpen(t, path)), strings.TrimSpace(string(out)); strconv.Itoa(got/2) != want {
		t.Errorf("%d attributes are stored after %s commits of two", got, want)
	}
}
