package load

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
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
	Outside bool   // File is not below the scripts folder
}

// maxShown bounds what is shown of a line, in bytes.
const maxShown = 200

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
		shown := strings.TrimSpace(p.Source)
		if len(shown) > maxShown {
			shown = strings.ToValidUTF8(shown[:maxShown], "") + " …"
		}
		text += "\n    " + shown
	}
	return text
}

// Below is the problems with the places as seen from above the scripts folder.
func (ps Problems) Below(scripts string) string {
	out := slices.Clone(ps)
	for i := range out {
		if out[i].Outside {
			continue
		}
		out[i].File = path.Join(filepath.ToSlash(scripts), out[i].File)
	}
	return out.Error()
}

// quotedName is a name in a message.
var quotedName = regexp.MustCompile(`"([^"]+)"|'([^']+)'`)

// settle gives every problem a line and a column: where a name that its message
// has stands in the line, else where the line begins.
func (ps Problems) settle(plugins []*plugin) {
	sources := map[string]file{}
	for _, p := range plugins {
		for _, f := range p.all() {
			sources[f.path] = f
		}
	}
	for i := range ps {
		p := &ps[i]
		p.Line = max(1, p.Line)
		if p.Source == "" {
			p.Source = line(sources[p.File].source, p.Line)
		}
		for _, m := range quotedName.FindAllStringSubmatch(p.Message, -1) {
			if p.Column == 0 {
				p.Column = wordAt(p.Source, m[1]+m[2])
			}
		}
		if p.Column == 0 {
			p.Column = 1 + len(p.Source) - len(strings.TrimLeft(p.Source, " \t"))
		}
	}
}

// wordAt is the column at which a name stands in a line, 0 if it does not.
func wordAt(line, name string) int {
	m := regexp.MustCompile(`(?:^|\W)(` + regexp.QuoteMeta(name) + `)(?:\W|$)`).FindStringSubmatchIndex(line)
	if m == nil {
		return 0
	}
	return m[2] + 1
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
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	lines := make([]string, len(sorted))
	for i, p := range sorted {
		lines[i] = p.String()
	}
	// A module that fails fails for each file that requires it.
	return strings.Join(slices.Compact(lines), "\n")
}
