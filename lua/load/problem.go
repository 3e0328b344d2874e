package load

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with the scripts.
type Problem struct {
	Plugin  string
	File    string // below the scripts folder
	Line    int    // 0 when it is not known
	Column  int    // 0 when it is not known
	Message string
	Source  string // the line itself, if known
}

// String is the problem as editors and people read it.
func (p Problem) String() string {
	at := p.File
	if p.Line > 0 {
		at += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			at += fmt.Sprintf(":%d", p.Column)
		}
	}
	text := at + ": " + p.Message
	if p.Source != "" {
		text += "\n    " + strings.TrimSpace(p.Source)
	}
	return text
}

// Below is the problems with the places as seen from above the scripts folder.
func (ps Problems) Below(scripts string) string {
	out := slices.Clone(ps)
	for i := range out {
		out[i].File = path.Join(filepath.ToSlash(scripts), out[i].File)
	}
	return out.Error()
}

// Problems is an error made of all that is wrong.
type Problems []Problem

// Error lists the problems, sorted by place.
func (ps Problems) Error() string {
	sorted := slices.Clone(ps)
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	lines := make([]string, len(sorted))
	for i, p := range sorted {
		lines[i] = p.String()
	}
	// A module that fails fails for each file that requires it.
	return strings.Join(slices.Compact(lines), "\n")
}
