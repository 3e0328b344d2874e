package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"mud/engine/command"
)

// Problem is one mistake in a mud.toml.
type Problem struct {
	File string // as it was named to Load
	Line int    // from 1
	Text string // which key, what is wrong with it, what is allowed
}

// Error is the problem as "file:line: text".
func (p *Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// conflict is a key that does not go with others of its section.
type conflict struct {
	key  string // one that the file sets
	text string // continues "[section] key …"
}

// checker is a section whose keys depend on one another.
type checker interface {
	check() []conflict
}

// pluginSection holds a table for each plugin, with keys of its own.
const pluginSection = "plugin"

func (r *reader) problem(line int, text string) {
	r.problems = append(r.problems, &Problem{File: r.Path, Line: line, Text: text})
}

// notTOML tells a mistake in the syntax. The toml package stops at the first.
func (r *reader) notTOML(err error) error {
	var at toml.ParseError
	if !errors.As(err, &at) {
		return fmt.Errorf("reading %s: %w", r.Path, err)
	}
	return &Problem{File: r.Path, Line: max(1, at.Position.Line), Text: fmt.Sprintf("this is not TOML (column %d): %s", at.Position.Col, at.Message)}
}

// refuse says why v is not a value of f.
func (f field) refuse(v any) string {
	wrong := "not allowed"
	if kind := kindOf(v); kind != f.kind && !(kind == kindWhole && f.kind == kindNumber) {
		wrong = kind
	}
	said := fmt.Sprintf("%s is %s; it must be %s", shown(f.key, v), wrong, f.allowed)
	if s, ok := v.(string); ok {
		if near := nearest(s, f.words); near != "" {
			said += fmt.Sprintf("; did you mean %q?", near)
		}
	}
	return said
}

// noSection says that there is no section of this name.
func noSection(known []named, name string) string {
	names := sectionNames(known)
	if near := nearest(name, names); near != "" {
		return fmt.Sprintf("[%s] is not a section; did you mean [%s]?", bare(name), near)
	}
	return fmt.Sprintf("[%s] is not a section; the sections are [%s]", bare(name), strings.Join(names, "], ["))
}

// noPlace says that a key stands above all sections.
func noPlace(known []named, key string) string {
	said := bare(key) + " stands in no section"
	if owner := owner(known, key); owner != "" {
		return fmt.Sprintf("%s; it is a key of [%s]", said, owner)
	}
	var all []string
	for _, s := range known {
		all = append(all, keysOf(s)...)
	}
	if near := nearest(key, all); near != "" {
		return fmt.Sprintf("%s; did you mean %s of [%s]?", said, near, owner(known, near))
	}
	return fmt.Sprintf("%s; every key belongs below one of [%s]", said, strings.Join(sectionNames(known), "], ["))
}

// noKey says that a section has no such key.
func noKey(known []named, s named, key string) string {
	said := fmt.Sprintf("[%s] %s is not a key", s.name, bare(key))
	if owner := owner(known, key); owner != "" {
		return fmt.Sprintf("%s; it is one of [%s]", said, owner)
	}
	if near := nearest(key, keysOf(s)); near != "" {
		return fmt.Sprintf("%s; did you mean %s?", said, near)
	}
	return fmt.Sprintf("%s; its keys are: %s", said, strings.Join(keysOf(s), ", "))
}

// owner is the first section that has a key, "" if none has.
func owner(known []named, key string) string {
	for _, s := range known {
		if slices.Contains(keysOf(s), key) {
			return s.name
		}
	}
	return ""
}

func keysOf(s named) (keys []string) {
	for _, f := range s.fields() {
		keys = append(keys, f.key)
	}
	return keys
}

func sectionNames(known []named) (names []string) {
	for _, s := range known {
		names = append(names, s.name)
	}
	return append(names, pluginSection)
}

func sortedKeys(m map[string]toml.Primitive) []string { return slices.Sorted(maps.Keys(m)) }

// nearest is the name that is most like word, "" when none is.
func nearest(word string, names []string) string {
	if word == "" {
		return ""
	}
	return command.Nearest(word, names)
}

// bare is a key of the file as TOML would have it written.
func bare(key string) string { return toml.Key{clip(key)}.String() }

// shown is a key with its value as it stands in the file, as far as it is
// short; lists, tables and dates are left out.
func shown(key string, v any) string {
	key = bare(key)
	switch v := v.(type) {
	case string:
		return key + " = " + strconv.Quote(clip(v))
	case int64, float64, bool:
		return fmt.Sprintf("%s = %v", key, v)
	}
	return key
}

// clip shortens a long string: a message stays one line.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
