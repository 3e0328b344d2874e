package value_test

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"testing"

	"mud/engine/value"

	"pgregory.net/rapid"
)

// model is Lua's table done plainly: a map, and the order of the keys that are
// not in the list part.
type model struct {
	entries map[value.Value]value.Value
	order   []value.Value
}

func (m *model) len() int {
	n := 0
	for m.entries[float64(n+1)] != nil {
		n++
	}
	return n
}

// settle brings order up to date: keys that are gone or joined the list leave
// it, new ones come last, the lowest first.
func (m *model) settle() {
	n := float64(m.len())
	listed := func(k value.Value) bool {
		i, ok := k.(float64)
		return ok && i >= 1 && i <= n && i == math.Trunc(i)
	}
	m.order = slices.DeleteFunc(m.order, func(k value.Value) bool {
		return m.entries[k] == nil || listed(k)
	})
	var fresh []value.Value
	for k := range m.entries {
		if !listed(k) && !slices.Contains(m.order, k) {
			fresh = append(fresh, k)
		}
	}
	slices.SortFunc(fresh, func(a, b value.Value) int { // several at once are always numbers
		return cmp.Compare(a.(float64), b.(float64))
	})
	m.order = append(m.order, fresh...)
}

func (m *model) put(key, v value.Value) {
	if v == nil {
		delete(m.entries, key)
	} else {
		m.entries[key] = v
	}
}

func (m *model) set(key, v value.Value) {
	if !value.IsKey(key) {
		return
	}
	m.put(key, v)
	m.settle()
}

func (m *model) insert(pos int, v value.Value) {
	for i := m.len(); i >= pos && pos >= 1; i-- {
		m.put(float64(i+1), m.entries[float64(i)])
	}
	m.put(float64(pos), v)
	m.settle()
}

func (m *model) remove(pos int) value.Value {
	n := m.len()
	if pos < 1 || pos > n {
		return nil
	}
	out := m.entries[float64(pos)]
	for i := pos; i <= n; i++ {
		m.put(float64(i), m.entries[float64(i+1)])
	}
	m.settle()
	return out
}

func (m *model) keys() []value.Value {
	var out []value.Value
	for i := range m.len() {
		out = append(out, float64(i+1))
	}
	return append(out, m.order...)
}

func anyKey() *rapid.Generator[value.Value] {
	return rapid.OneOf(
		rapid.Map(rapid.IntRange(-1, 7), func(i int) value.Value { return float64(i) }),
		rapid.Map(rapid.SampledFrom([]string{"", "a", "b", "$c"}), func(s string) value.Value { return s }),
		rapid.SampledFrom([]value.Value{
			nil, true, false, math.NaN(), math.Copysign(0, -1), 0.5, 1e300, math.Inf(1),
			value.Ref(1), value.Ref(2), value.NewTable(), 7, []byte("x"),
		}),
	)
}

func anyEntry() *rapid.Generator[value.Value] {
	return rapid.SampledFrom([]value.Value{nil, 1.0, 2.0, "x", true, value.Ref(9)})
}

func TestTableIsLuas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := value.NewTable()
		m := &model{entries: map[value.Value]value.Value{}}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				k, v := anyKey().Draw(t, "key"), anyEntry().Draw(t, "value")
				table.Set(k, v)
				m.set(k, v)
			},
			"insert": func(t *rapid.T) {
				pos, v := rapid.IntRange(-1, 9).Draw(t, "pos"), anyEntry().Draw(t, "value")
				table.Insert(pos, v)
				m.insert(pos, v)
			},
			"remove": func(t *rapid.T) {
				pos := rapid.IntRange(-1, 9).Draw(t, "pos")
				if got, want := table.Remove(pos), m.remove(pos); got != want {
					t.Fatalf("Remove(%d) = %v, want %v", pos, got, want)
				}
			},
			"undo": func(t *rapid.T) {
				restore := table.Snapshot()
				for range rapid.IntRange(0, 5).Draw(t, "changes") {
					table.Set(anyKey().Draw(t, "key"), anyEntry().Draw(t, "value"))
				}
				restore()
			},
			"clone": func(*rapid.T) { table = table.Clone() },
			"":      func(t *rapid.T) { compare(t, table, m) },
		})
	})
}

func compare(t *rapid.T, table *value.Table, m *model) {
	if got, want := table.Keys(), m.keys(); !slices.Equal(got, want) {
		t.Fatalf("keys are %v, want %v", got, want)
	}
	if table.Len() != m.len() || table.Size() != len(m.entries) {
		t.Fatalf("Len %d Size %d, want %d and %d", table.Len(), table.Size(), m.len(), len(m.entries))
	}
	for k, v := range maps.All(m.entries) {
		if got := table.Get(k); got != v {
			t.Fatalf("Get(%v) = %v, want %v", k, got, v)
		}
	}
}

func TestTableRefusesKeys(t *testing.T) {
	for name, key := range map[string]value.Value{
		"nil": nil, "NaN": math.NaN(), "a table": value.NewTable(), "an int": 1, "a slice": []byte("x"),
	} {
		t.Run(name, func(t *testing.T) {
			table := value.List("a")
			table.Set(key, "b")
			if table.Size() != 1 || table.Get(key) != nil {
				t.Errorf("the key was taken: %v", table.Keys())
			}
		})
	}
}

func TestZeroIsOneKey(t *testing.T) {
	table := value.NewTable()
	table.Set(math.Copysign(0, -1), "x")
	if key := table.Keys()[0].(float64); math.Signbit(key) || table.Get(0.0) != "x" {
		t.Errorf("-0 is listed as %v", key)
	}
}

func TestWeight(t *testing.T) {
	table := value.List("ab", 1.0, value.List("c"))
	table.Set("name", true)
	for _, tt := range []struct {
		v              value.Value
		entries, bytes int
	}{{nil, 0, 0}, {1.0, 0, 0}, {"abc", 0, 3}, {value.NewTable(), 0, 0}, {table, 5, 7}} {
		if entries, bytes := value.Weight(tt.v); entries != tt.entries || bytes != tt.bytes {
			t.Errorf("the weight of %v is %d entries and %d bytes, want %d and %d", tt.v, entries, bytes, tt.entries, tt.bytes)
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	inner := value.List("old")
	table := value.NewTable()
	table.Set("inner", inner)
	copied := value.Clone(table).(*value.Table)
	inner.Set(1.0, "new")
	if got := copied.Get("inner").(*value.Table).Get(1.0); got != "old" {
		t.Errorf("the copy saw the change: %v", got)
	}
}

func TestListWithHoles(t *testing.T) {
	table := value.List("a", nil, "c")
	if table.Len() != 1 || table.Get(3.0) != "c" {
		t.Errorf("Len %d, [3] %v; want 1 and c", table.Len(), table.Get(3.0))
	}
}
