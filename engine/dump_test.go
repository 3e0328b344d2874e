package engine_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"mud/engine"
)

// leftOut are fields that are no state of the game: machinery (a script that
// waits holds its whole VM), and counters that only say that something may have
// changed.
var leftOut = map[string]bool{
	"task":    true,
	"journal": true, "Journal": true, "handler": true, "Deps": true, "world": true,
	"mark": true, "at": true, "marks": true, "stackMark": true, "placeMark": true, "last": true, "visible": true, "total": true, "saved": true, "ran": true, "touched": true,
}

// dump writes down all state of the world, so that two moments can be
// compared: objects, sessions, timers, open questions.
func dump(e *engine.Engine) string {
	d := &dumper{seen: map[unsafe.Pointer]bool{}}
	v := reflect.ValueOf(e).Elem()
	for _, field := range []string{"World", "Sessions", "timers", "asks", "busy", "masked"} {
		d.path = field
		d.walk(v.FieldByName(field))
	}
	return strings.Join(d.lines, "\n")
}

type dumper struct {
	lines []string
	path  string
	seen  map[unsafe.Pointer]bool
}

func (d *dumper) at(part string, fn func()) {
	old := d.path
	d.path += part
	fn()
	d.path = old
}

func (d *dumper) say(format string, args ...any) {
	d.lines = append(d.lines, d.path+" = "+fmt.Sprintf(format, args...))
}

func (d *dumper) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		d.pointer(v)
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !leftOut[name] {
				d.at("."+name, func() { d.walk(v.Field(i)) })
			}
		}
	case reflect.Map:
		d.mapping(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			d.at(fmt.Sprintf("[%d]", i), func() { d.walk(v.Index(i)) })
		}
	case reflect.Func, reflect.Chan, reflect.Invalid:
	case reflect.String:
		d.say("%q", v.String())
	case reflect.Bool:
		d.say("%v", v.Bool())
	case reflect.Float64:
		d.say("%v", v.Float())
	default:
		if v.CanInt() {
			d.say("%d", v.Int())
		} else if v.CanUint() {
			d.say("%d", v.Uint())
		}
	}
}

func (d *dumper) pointer(v reflect.Value) {
	if v.IsNil() {
		d.say("nil")
		return
	}
	if v.Kind() == reflect.Interface {
		d.walk(v.Elem())
		return
	}
	at := v.UnsafePointer()
	d.say("%s %p", v.Type(), at)
	if d.seen[at] {
		return
	}
	d.seen[at] = true
	d.walk(v.Elem())
}

func (d *dumper) mapping(v reflect.Value) {
	keys := v.MapKeys()
	names := make(map[string]reflect.Value, len(keys))
	sorted := make([]string, 0, len(keys))
	for _, k := range keys {
		name := fmt.Sprintf("%v", k)
		if k.Kind() == reflect.Pointer {
			name = fmt.Sprintf("%p", k.UnsafePointer())
		}
		names[name] = k
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	for _, name := range sorted {
		d.at("{"+name+"}", func() { d.walk(v.MapIndex(names[name])) })
	}
}

// difference is what two dumps do not have in common, a few lines of it.
func difference(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	inA := map[string]bool{}
	for _, line := range a {
		inA[line] = true
	}
	var out []string
	inB := map[string]bool{}
	for _, line := range b {
		inB[line] = true
		if !inA[line] {
			out = append(out, "+ "+line)
		}
	}
	for _, line := range a {
		if !inB[line] {
			out = append(out, "- "+line)
		}
	}
	return strings.Join(out[:min(len(out), 12)], "\n")
}
