package value_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"mud/engine/value"

	"pgregory.net/rapid"
)

// entries makes a table of keys and values that follow one another.
func entries(pairs ...value.Value) *value.Table {
	t := value.NewTable()
	for i := 0; i < len(pairs); i += 2 {
		t.Set(pairs[i], pairs[i+1])
	}
	return t
}

// nested returns a table with depth levels in all.
func nested(depth int) *value.Table {
	t := value.NewTable()
	for range depth - 1 {
		t = value.List(t)
	}
	return t
}

// same reports whether two values are the same bit by bit, order included.
func same(a, b value.Value) bool {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return ok && (math.Float64bits(a) == math.Float64bits(b) || a != a && b != b)
	case *value.Table:
		b, ok := b.(*value.Table)
		if !ok || a.Size() != b.Size() || a.Len() != b.Len() {
			return false
		}
		keys := b.Keys()
		for i, k := range a.Keys() {
			if k != keys[i] || !same(a.Get(k), b.Get(k)) {
				return false
			}
		}
		return true
	}
	return a == b
}

func TestMarshal(t *testing.T) {
	tests := []struct {
		name string
		v    value.Value
		want string
	}{
		{"nil", nil, `null`},
		{"true", true, `true`},
		{"false", false, `false`},
		{"zero", 0.0, `0`},
		{"minus zero", math.Copysign(0, -1), `-0`},
		{"whole", -40.0, `-40`},
		{"an int is no value", 1, ``},
		{"two to the 53", float64(1 << 53), `9007199254740992`},
		{"huge", 1e300, `1e+300`},
		{"fraction", 0.1, `0.1`},
		{"not a number", math.NaN(), `{"$num":"nan"}`},
		{"infinity", math.Inf(1), `{"$num":"inf"}`},
		{"minus infinity", math.Inf(-1), `{"$num":"-inf"}`},
		{"text", "Grüße <b>&\u2028", "\"Grüße <b>&\u2028\""},
		{"escapes", "a\"b\\c\nd\te\rf\x00g\x1b\x7f", `"a\"b\\c\nd\te\rf\u0000g\u001b` + "\x7f\""},
		{"replacement character", "\uFFFD", "\"\uFFFD\""},
		{"bytes", "\xff\xfe", `{"$bytes":"//4="}`},
		{"reference", value.Ref(12), `{"$ref":12}`},
		{"empty table", value.NewTable(), `{}`},
		{"list", value.List(1.0, "a", true, value.List()), `[1,"a",true,{}]`},
		{"names in order", entries("z", 1.0, "a", 2.0), `{"z":1,"a":2}`},
		{"empty name", entries("", 1.0), `{"":1}`},
		{"name like a tag", entries("a", 1.0, "$ref", 2.0), `{"$table":[["a",1],["$ref",2]]}`},
		{"name of bytes", entries("\xff", 1.0), `{"$table":[[{"$bytes":"/w=="},1]]}`},
		{"mixed keys", entries("n", "x", 1.0, "a", 3.0, "c", true, false, value.Ref(4), value.List(1.0)),
			`{"$table":[[1,"a"],["n","x"],[3,"c"],[true,false],[{"$ref":4},[1]]]}`},
		{"infinite key", entries(math.Inf(1), 1.0), `{"$table":[[{"$num":"inf"},1]]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data, err := value.Marshal(test.v)
			if test.want == "" {
				if err == nil {
					t.Fatalf("a %T was taken: %s", test.v, data)
				}
				return
			}
			if err != nil || string(data) != test.want {
				t.Fatalf("got %s, %v; want %s", data, err, test.want)
			}
			back, err := value.Unmarshal(data)
			if err != nil || !same(back, test.v) {
				t.Errorf("reading %s gave %#v, %v", data, back, err)
			}
		})
	}
}

// TestUnmarshal reads JSON that Marshal does not write but a person may.
func TestUnmarshal(t *testing.T) {
	tests := []struct {
		name, data string
		want       value.Value
	}{
		{"space", " [ 1 , 2 ]\n", value.List(1.0, 2.0)},
		{"space in objects", "{ \"a\" : { } ,\t\"b\":[ ] }", entries("a", value.NewTable(), "b", value.NewTable())},
		{"escapes", `"\u00fc\/\ud83d\ude00"`, "ü/😀"},
		{"exponent", `1E2`, 100.0},
		{"null in a list", `[1,null,3]`, value.List(1.0, nil, 3.0)},
		{"null member", `{"a":null,"b":1}`, entries("b", 1.0)},
		{"a name twice", `{"a":1,"b":2,"a":3}`, entries("a", 3.0, "b", 2.0)},
		{"separators in text", `{"a,b:c":",:]}"}`, entries("a,b:c", ",:]}")},
		{"space in a tag", `{ "$ref" : 5 }`, value.Ref(5)},
		{"empty pairs", `{"$table":[]}`, value.NewTable()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := value.Unmarshal([]byte(test.data))
			if err != nil || !same(got, test.want) {
				t.Errorf("got %#v, %v", got, err)
			}
		})
	}
}

func TestUnmarshalErrors(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"nothing", ``, "unexpected end"},
		{"half a list", `[1,`, "unexpected end"},
		{"two values", `1 2`, "after top-level value"},
		{"not UTF-8", "\"\xff\"", "not UTF-8"},
		{"too big a number", `1e999`, "1e999 is too big"},
		{"unknown tag", `{"$what":1}`, `at byte 10: the name "$what" is not one of`},
		{"tag and more", `{"$ref":1,"a":2}`, `"$ref" must stand alone`},
		{"more and tag", `{"a":2,"$ref":1}`, `"$ref" must stand alone`},
		{"fraction as reference", `{"$ref":1.5}`, `"1.5" is not the number`},
		{"text as reference", `{"$ref":"1"}`, `is not the number`},
		{"unknown number", `{"$num":"pi"}`, `"pi" is not one of`},
		{"number that is none", `{"$num":1}`, `a string must stand behind "$num"`},
		{"bad base64", `{"$bytes":"?"}`, "base64"},
		{"table of what", `{"$table":{}}`, "[key,value]"},
		{"pair of one", `{"$table":[[1]]}`, "[key,value]"},
		{"pair of three", `{"$table":[[1,2,3]]}`, "[key,value]"},
		{"pair of none", `{"$table":[1]}`, "[key,value]"},
		{"null key", `{"$table":[[null,1]]}`, "the key of a pair"},
		{"NaN key", `{"$table":[[{"$num":"nan"},1]]}`, "the key of a pair"},
		{"table key", `{"$table":[[[],1]]}`, "the key of a pair"},
		{"error inside", `[{"a":{"$ref":true}}]`, "is not the number"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := value.Unmarshal([]byte(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %#v, %v; want an error with %q", got, err, test.want)
			}
		})
	}
}

func TestDepth(t *testing.T) {
	self := value.NewTable()
	self.Set("self", self)
	deepest := nested(value.MaxDepth)
	tests := []struct {
		name string
		v    value.Value
		want error
	}{
		{"deepest", deepest, nil},
		{"one too many", value.List(deepest), value.ErrDepth},
		{"one too many by name", entries("a", deepest), value.ErrDepth},
		{"one too many in pairs", entries("a", 1.0, true, deepest), value.ErrDepth},
		{"itself", self, value.ErrDepth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := value.Marshal(test.v); !errors.Is(err, test.want) {
				t.Errorf("writing: got %v, want %v", err, test.want)
			}
		})
	}
	for name, brackets := range map[string][2]string{
		"lists": {`[`, `]`}, "names": {`{"a":`, `}`}, "pairs": {`{"$table":[["a",`, `]]}`},
	} {
		t.Run("reading "+name, func(t *testing.T) {
			for levels, want := range map[int]error{value.MaxDepth: nil, value.MaxDepth + 1: value.ErrDepth} {
				data := strings.Repeat(brackets[0], levels) + "1" + strings.Repeat(brackets[1], levels)
				if _, err := value.Unmarshal([]byte(data)); !errors.Is(err, want) {
					t.Errorf("%d levels: got %v, want %v", levels, err, want)
				}
			}
		})
	}
}

// anyText draws UTF-8 and other strings.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{"", "$ref", "$", "\x00", "\ufeff", "a\"b\\"}))
}

// anyValue draws a value with at most depth levels of tables.
func anyValue(depth int) *rapid.Generator[value.Value] {
	plain := rapid.OneOf(
		rapid.Map(anyText(), func(s string) value.Value { return s }),
		rapid.Map(rapid.Float64(), func(n float64) value.Value { return n }),
		rapid.Map(rapid.IntRange(-3, 1<<54), func(n int) value.Value { return float64(n) }),
		rapid.Map(rapid.Int64(), func(n int64) value.Value { return value.Ref(n) }),
		rapid.SampledFrom([]value.Value{true, false, nil, math.NaN(), math.Inf(1), math.Inf(-1),
			math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64}),
	)
	if depth == 0 {
		return plain
	}
	return rapid.OneOf(plain, rapid.Custom(func(t *rapid.T) value.Value {
		table := value.List(rapid.SliceOfN(anyValue(depth-1), 0, 4).Draw(t, "list")...)
		for range rapid.IntRange(0, 4).Draw(t, "entries") {
			table.Set(anyKey().Draw(t, "key"), anyValue(depth-1).Draw(t, "value"))
		}
		for range rapid.IntRange(0, 4).Draw(t, "names") {
			table.Set(anyText().Draw(t, "name"), anyValue(depth-1).Draw(t, "value"))
		}
		return table
	}))
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue(3).Draw(t, "value")
		data, err := value.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		back, err := value.Unmarshal(data)
		if err != nil || !same(v, back) {
			t.Fatalf("%s came back as %#v, %v", data, back, err)
		}
	})
}

// FuzzUnmarshal reads anything: what is read must be written and read again
// without a change.
func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{
		`null`, `true`, `-0`, `1e300`, `"a\u00fcb"`, `[1,null,[2]]`, `{"a":{"b":1},"c":[]}`,
		`{"$ref":12}`, `{"$num":"nan"}`, `{"$bytes":"//4="}`, `{"$table":[[1,"a"],[true,{}],["$x",null]]}`,
		`{"\u0024ref":1}`, `{"$table":[[{"$num":"inf"},1],[{"$ref":2},2]]}`, ` { } `, `[[[[[[]]]]]]`, `"\ud800"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := value.Unmarshal(data)
		if err != nil {
			return
		}
		written, err := value.Marshal(v)
		if err != nil {
			t.Fatalf("%q was read but not written: %v", data, err)
		}
		back, err := value.Unmarshal(written)
		if err != nil || !same(v, back) {
			t.Fatalf("%q was written as %s and came back as %#v, %v", data, written, back, err)
		}
	})
}

func BenchmarkUnmarshal(b *testing.B) {
	data := []byte(`{"name":"a rusty sword","damage":[1,6],"owner":{"$ref":12},"worn":false,"weight":2.5}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := value.Unmarshal(data); err != nil {
			b.Fatal(err)
		}
	}
}
