package portal

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// supportsFlag is the flag that lists the modules of out-of-band data that the
// client wants, as text: "Char 1, Room 1".
const supportsFlag = "SUPPORTS"

// maxModules bounds what a client may list.
const maxModules = 64

// module is one that a client listed.
type module struct {
	name    string // as the client writes it
	version int
}

// modules are what a client listed, by folded name. A value is never changed.
type modules map[string]module

// foldName is a name as it is compared: case does not count.
func foldName(name string) string { return strings.ToLower(name) }

// add is m with a client's list of "Module 1" added; the later version of one
// counts.
func (m modules) add(data json.RawMessage) modules { return m.changed(data, modules.put) }

// remove is m without a client's list of names.
func (m modules) remove(data json.RawMessage) modules {
	return m.changed(data, func(m modules, x module) { delete(m, foldName(x.name)) })
}

func (m modules) put(x module) {
	if _, known := m[foldName(x.name)]; known || len(m) < maxModules {
		m[foldName(x.name)] = x
	}
}

func (m modules) changed(data json.RawMessage, change func(modules, module)) modules {
	out := modules{}
	maps.Copy(out, m)
	var list []string
	if json.Unmarshal(data, &list) != nil {
		return out
	}
	for _, text := range list {
		if x, ok := parseModule(text); ok {
			change(out, x)
		}
	}
	return out
}

func parseModule(text string) (module, bool) {
	name, version, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(strings.TrimSpace(version))
	if err != nil {
		n = 1
	}
	return module{name, n}, oobName.MatchString(name)
}

// parseModules reads what String wrote.
func parseModules(text string) modules {
	m := modules{}
	for _, part := range strings.Split(text, ",") {
		if x, ok := parseModule(part); ok {
			m.put(x)
		}
	}
	return m
}

// String is the list as the flag holds it.
func (m modules) String() string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", m[key].name, m[key].version))
	}
	return strings.Join(out, ", ")
}

// cover reports whether a message may be sent: its module or a parent of it is
// listed, it belongs to Core or is Client.GUI, which clients take without
// listing it, or it is the answer to a question, whose name has no dot.
func (m modules) cover(message string) bool {
	name := foldName(message)
	if !strings.Contains(name, ".") || strings.HasPrefix(name, "core.") || name == "client.gui" {
		return true
	}
	for at := strings.LastIndexByte(name, '.'); at > 0; at = strings.LastIndexByte(name[:at], '.') {
		if _, ok := m[name[:at]]; ok {
			return true
		}
	}
	return false
}
