// Package child starts the Server as a child process, and starts it again
// whenever it ends. It keeps the program of the last Server that came up, so
// that a new one that does not can be replaced by it.
package child

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Options say what is started.
type Options struct {
	Program  string        // the file; a new one that takes its place is used for the next start
	Keep     string        // where a copy of the program that came up last is kept
	Args     []string      // of the program
	Stdout   io.Writer     // of the child
	Stderr   io.Writer     // of the child
	Patience time.Duration // how long a start may take; 0 is a minute
	// Next is closed when the next Server has come up; it is asked for before
	// each start.
	Next func() <-chan struct{}
	// Failed is told, in words for an admin, that a start failed.
	Failed func(text string)
	Log    *slog.Logger
}

// ErrNeverUp means that the first start of all failed.
var ErrNeverUp = errors.New("the server did not start")

// The waits between starts that fail.
const (
	firstWait = 100 * time.Millisecond
	longWait  = 10 * time.Second
)

// Run starts the Server again and again, until ctx ends; then it waits for the
// Server to end by itself. It fails only when the very first start does.
func Run(ctx context.Context, o Options) error {
	if o.Patience == 0 {
		o.Patience = time.Minute
	}
	w := &watcher{Options: o}
	wait := firstWait
	for tried := 0; ; tried++ {
		up, err := w.once(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case !up && tried == 0:
			return fmt.Errorf("%w: %w", ErrNeverUp, err)
		case up:
			wait = firstWait
			w.Log.Log(ctx, level(err), "the server ended and is started again", "how", err)
			w.tellOld()
		default:
			w.failed(err, wait)
		}
		if up && w.lived > time.Second {
			continue // nobody should wait longer than needed
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil
		}
		if !up {
			wait = min(2*wait, longWait)
		}
	}
}

// watcher is what Run knows from start to start.
type watcher struct {
	Options
	bad   stamp         // of the program that did not come up
	kept  stamp         // of the program in Keep
	old   bool          // Keep is being tried
	lived time.Duration // how long the last Server ran after it was up
}

// stamp tells one version of a file from another; the zero stamp is none.
type stamp struct {
	size int64
	at   time.Time
}

func stampOf(file string) stamp {
	info, err := os.Stat(file)
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime()}
}

// choose is the program to start: the one that failed is not tried twice while
// there is another that worked.
func (w *watcher) choose() (program string, of stamp) {
	of = stampOf(w.Program)
	w.old = w.kept != stamp{} && w.kept != of && (of == w.bad || of == stamp{})
	if w.old {
		return w.Keep, w.kept
	}
	return w.Program, of
}

// once starts the Server and waits until it has ended; up reports that it came
// up. err says how it ended.
func (w *watcher) once(ctx context.Context) (up bool, err error) {
	program, of := w.choose()
	next := w.Next()
	c, err := w.start(program)
	if err != nil {
		w.bad = of
		return false, err
	}
	w.Log.Info("server started", "program", program, "pid", c.cmd.Process.Pid)
	select {
	case <-next:
	case <-c.ended:
		w.bad = of
		return false, c.how()
	case <-time.After(w.Patience):
		_ = c.cmd.Process.Kill()
		<-c.ended
		w.bad = of
		return false, fmt.Errorf("it was not ready after %s", w.Patience)
	case <-ctx.Done():
		c.end()
		return false, c.how()
	}
	came := time.Now()
	w.keep(of)
	select {
	case <-c.ended:
	case <-ctx.Done():
		c.end()
	}
	w.lived = time.Since(came)
	return true, c.how()
}

// failed tells that a start failed and what comes next.
func (w *watcher) failed(err error, wait time.Duration) {
	then := fmt.Sprintf("It is tried again in %s.", wait)
	if _, of := w.choose(); w.old && of != w.bad {
		then = "The one before it is started instead."
	}
	w.Log.Error("the server did not start", "error", err, "then", then)
	w.Failed(fmt.Sprintf("The new server did not start: %v. %s", err, then))
}

// tellOld tells, before a start, that the program in place is passed over.
func (w *watcher) tellOld() {
	if w.choose(); w.old {
		w.Log.Warn("the program in place did not start before and is passed over", "program", w.Program)
		w.Failed("The program in place did not start before, and is not tried again. The one before it is started instead.")
	}
}

// keep keeps the program that has come up, unless it has been replaced
// meanwhile. A copy that cannot be made is no reason to stop.
func (w *watcher) keep(of stamp) {
	if w.old || of == w.kept || stampOf(w.Program) != of {
		return
	}
	if err := copyProgram(w.Program, w.Keep, of); err != nil {
		w.Log.Warn("the program could not be kept for the case that a new one fails", "error", err)
		return
	}
	w.kept = of
}

// copyProgram makes to the same file as from, or a copy where the file system
// has no links or the two are on different ones.
func copyProgram(from, to string, of stamp) error {
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if os.Link(from, part) != nil {
		if err := copyFile(from, part); err != nil {
			return err
		}
	}
	if stampOf(from) != of {
		return errors.New("it was replaced while it was copied")
	}
	return os.Rename(part, to)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// child is a running Server.
type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser // its end tells the child to end
	last  *tail
	ended chan struct{}
	err   error
}

func (w *watcher) start(program string) (*child, error) {
	c := &child{cmd: exec.Command(program, w.Args...), last: &tail{to: w.Stderr}, ended: make(chan struct{})}
	c.cmd.Stdout, c.cmd.Stderr = w.Stdout, c.last
	c.cmd.WaitDelay = time.Second // for what it started itself and left behind
	var err error
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	go func() {
		c.err = c.cmd.Wait()
		close(c.ended)
	}()
	return c, nil
}

// endTime is how long a Server may take to end.
const endTime = 20 * time.Second

// end tells the child to end and waits until it has.
func (c *child) end() {
	_ = c.stdin.Close() // it may be gone already
	select {
	case <-c.ended:
	case <-time.After(endTime):
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
}

var errInOrder = errors.New("it ended in order")

// level is how loud the end of a Server is told: one in order is asked for.
func level(err error) slog.Level {
	if errors.Is(err, errInOrder) {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}

// how says how it ended, and why where it said that.
func (c *child) how() error {
	if c.err == nil {
		return errInOrder
	}
	if line := c.last.reason(); line != "" {
		return fmt.Errorf("%w: %s", c.err, line)
	}
	return c.err
}

// tail passes on what is written and remembers the end of it.
type tail struct {
	to   io.Writer
	mu   sync.Mutex
	text []byte
}

const tailSize = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-tailSize):]
	t.mu.Unlock()
	return t.to.Write(p)
}

// reason is the line that says why a program of Go's ended: the last thing
// that the command said, or what it died of.
func (t *tail) reason() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for line := range strings.Lines(string(t.text)) {
		for _, begin := range []string{"mud: ", "panic: ", "fatal error: "} {
			if strings.HasPrefix(line, begin) {
				return strings.TrimSpace(line)
			}
		}
	}
	return ""
}
