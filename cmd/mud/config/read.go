package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// reader takes a file into a Config and collects what is wrong with it.
type reader struct {
	*Config
	text     string
	meta     toml.MetaData
	problems []*Problem
}

// read takes the text of a mud.toml into c.
func (c *Config) read(text string) error {
	r := &reader{Config: c, text: strings.TrimPrefix(text, "\ufeff")}
	top := map[string]toml.Primitive{}
	meta, err := toml.Decode(r.text, &top)
	if err != nil {
		return r.notTOML(err)
	}
	r.meta = meta
	known := c.sections()
	for _, name := range sortedKeys(top) {
		r.top(known, name, top[name])
	}
	slices.SortStableFunc(r.problems, func(a, b *Problem) int { return a.Line - b.Line })
	var all []error
	for _, p := range r.problems {
		all = append(all, p)
	}
	return errors.Join(all...)
}

// top takes what stands at the top of the file: sections, all being well.
func (r *reader) top(known []named, name string, p toml.Primitive) {
	at := r.mark(p, 1, name)
	i := slices.IndexFunc(known, func(s named) bool { return s.name == name })
	isSection := i >= 0 || name == pluginSection
	value := r.value(p)
	_, isTable := value.(map[string]any)
	switch {
	case !isSection && isTable:
		r.problem(at, noSection(known, name))
	case !isSection:
		r.problem(at, noPlace(known, name))
	case !isTable:
		r.problem(at, fmt.Sprintf("%s is %s; it must be one table, written [%s]", shown(name, value), kindOf(value), name))
	case name == pluginSection:
		r.plugins(r.table(p), at)
	default:
		r.section(known, known[i], r.table(p), at)
	}
}

// section takes the keys of one section.
func (r *reader) section(known []named, s named, keys map[string]toml.Primitive, at int) {
	before := len(r.problems)
	for _, f := range s.fields() {
		if p, ok := keys[f.key]; ok {
			r.field(s.name, f, p, at)
			delete(keys, f.key)
		}
	}
	for _, key := range sortedKeys(keys) {
		r.problem(r.mark(keys[key], at, s.name, key), noKey(known, s, key))
	}
	if c, ok := s.section.(checker); ok && len(r.problems) == before {
		for _, bad := range c.check() {
			r.problem(r.lines[place(s.name, bad.key)], fmt.Sprintf("[%s] %s %s", s.name, bad.key, bad.text))
		}
	}
}

// field takes one key.
func (r *reader) field(section string, f field, p toml.Primitive, at int) {
	at = r.mark(p, at, section, f.key)
	value := r.value(p)
	if !f.set(value) {
		r.problem(at, fmt.Sprintf("[%s] %s", section, f.refuse(value)))
	}
}

// plugins takes the [plugin.NAME] tables as they are.
func (r *reader) plugins(tables map[string]toml.Primitive, at int) {
	for _, name := range sortedKeys(tables) {
		p := tables[name]
		line := r.mark(p, at, pluginSection, name)
		value := r.value(p)
		settings, ok := value.(map[string]any)
		if !ok {
			r.problem(line, fmt.Sprintf("[%s] %s is %s; the settings of a plugin are a table, written [%s.NAME]",
				pluginSection, shown(name, value), kindOf(value), pluginSection))
			continue
		}
		r.Plugins[name] = settings
		for key, setting := range r.table(p) {
			r.mark(setting, line, pluginSection, name, key)
		}
	}
}

// value is the value of p as TOML has it.
func (r *reader) value(p toml.Primitive) (v any) {
	_ = r.meta.PrimitiveDecode(p, &v) // an any takes every value
	return v
}

// table is p, a table, with its keys.
func (r *reader) table(p toml.Primitive) map[string]toml.Primitive {
	keys := map[string]toml.Primitive{}
	_ = r.meta.PrimitiveDecode(p, &keys) // a table of whatever takes every table
	return keys
}

// mark notes the line of the key at the path keys. A key whose place TOML does
// not know counts as on the line of what it is in.
func (r *reader) mark(p toml.Primitive, within int, keys ...string) int {
	line := r.line(p)
	if line == 0 {
		line = within
	}
	r.lines[place(keys...)] = line
	return line
}

// line is the line on which the value of p begins, or the first key in it if
// it is a table without a header; 0 when that is not known.
func (r *reader) line(p toml.Primitive) int {
	var at toml.ParseError
	if err := r.meta.PrimitiveDecode(p, probe{}); errors.As(err, &at) && at.Position.Line > 0 {
		return 1 + strings.Count(r.text[:at.Position.Start], "\n")
	}
	first := 0
	if _, ok := r.value(p).(map[string]any); ok {
		for _, inner := range r.table(p) {
			if line := r.line(inner); line > 0 && (first == 0 || line < first) {
				first = line
			}
		}
	}
	return first
}

// probe is a place to decode to that refuses every value. The toml package
// tells the position of a key in its errors only; so this is how to ask it.
type probe struct{}

// UnmarshalTOML refuses the value. It implements toml.Unmarshaler.
func (probe) UnmarshalTOML(any) error { return errProbe }

var errProbe = errors.New("asking for the position")

// place is the key of Config.lines for a path of keys.
func place(keys ...string) string { return toml.Key(keys).String() }
