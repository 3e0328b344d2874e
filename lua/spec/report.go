package spec

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// Report prints results as people and editors read them.
type Report struct {
	Out     io.Writer
	Scripts string // as it was given, so that places can be jumped to
	Seed    uint64

	count [Pending + 1]int
}

// Add prints a test that did not pass.
func (r *Report) Add(t Result) {
	r.count[t.Status]++
	at := fmt.Sprintf("%s:%d", filepath.Join(r.Scripts, filepath.FromSlash(t.File)), t.Line)
	switch t.Status {
	case Failed:
		fmt.Fprintf(r.Out, "%s: FAILED %s\n    %s\n", at, t.Name, strings.ReplaceAll(t.Text, "\n", "\n    "))
	case Pending:
		text := t.Name
		if t.Text != "" {
			text += ": " + t.Text
		}
		fmt.Fprintf(r.Out, "%s: pending %s\n", at, text)
	}
}

// End prints how many tests there were, and reports whether there were some and
// none failed.
func (r *Report) End(took time.Duration) bool {
	if r.count == [Pending + 1]int{} {
		fmt.Fprintln(r.Out, "No test was run: none has that name.")
		return false
	}
	fmt.Fprintf(r.Out, "%d passed, %d failed, %d pending, in %.1f s (seed %d).\n",
		r.count[Passed], r.count[Failed], r.count[Pending], took.Seconds(), r.Seed)
	return r.count[Failed] == 0
}
