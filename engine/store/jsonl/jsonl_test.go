package jsonl_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"mud/engine/store"
	"mud/engine/store/jsonl"
	"mud/engine/store/memory"
	"mud/engine/store/storetest"
)

var world = &store.Snapshot{
	Objects: []store.Object{
		{ID: 1, Kind: "object", Typeclass: "core.room", Key: "Hall <&>", Created: 1_700_000_000, Data: []byte(`{"tags":[{"key":"a"}]}`)},
		{ID: 3, Kind: "account", Typeclass: "core.account", Key: "Ann", Location: 1, Home: 1, Created: 1_700_000_001, Data: []byte(`{}`)},
	},
	Attributes: []store.Attribute{
		{Object: 1, Key: "desc", Value: []byte(`"A |rred|n hall."`)},
		{Object: 1, Category: "c", Key: "list", Value: []byte(`[1,2]`), Lock: "attredit:false()"},
	},
	Meta: map[string][]byte{"next_id": []byte("4"), "odd": {0xff, 0x00}},
}

const text = `{"mud":"world","version":1}
{"id":1,"kind":"object","key":"Hall <&>","typeclass":"core.room","created":"2023-11-14T22:13:20Z","data":{"tags":[{"key":"a"}]},"attributes":[{"key":"desc","value":"A |rred|n hall."},{"category":"c","key":"list","lock":"attredit:false()","value":[1,2]}]}
{"id":3,"kind":"account","key":"Ann","typeclass":"core.account","location":1,"home":1,"created":"2023-11-14T22:13:21Z","data":{}}
{"meta":"next_id","text":"4"}
{"meta":"odd","bytes":"/wA="}
`

func TestWrite(t *testing.T) {
	var out bytes.Buffer
	if err := jsonl.Write(&out, world); err != nil || out.String() != text {
		t.Errorf("wrote\n%s\n%v, want\n%s", out.String(), err, text)
	}
}

func TestThereAndBack(t *testing.T) {
	snap, err := jsonl.Read(strings.NewReader(text))
	if err != nil || !storetest.Same(snap, world) {
		t.Fatalf("read %+v, %v", snap, err)
	}
	s := memory.New()
	if err := s.Commit(context.Background(), jsonl.Changes(snap)); err != nil {
		t.Fatal(err)
	}
	stored, err := s.Load(context.Background())
	if err != nil || !storetest.Same(stored, world) {
		t.Errorf("stored %+v, %v", stored, err)
	}
}

func TestReadOfWhatIsWrong(t *testing.T) {
	const first = "{\"mud\":\"world\",\"version\":1}\n"
	const room = `{"id":1,"kind":"object","key":"Hall","typeclass":"core.room","created":"2023-11-14T22:13:20Z"`
	for name, tt := range map[string]struct{ text, want string }{
		"nothing":         {"", "the file is empty"},
		"something else":  {"hello\n", "line 1: this is no world"},
		"newer":           {"{\"mud\":\"world\",\"version\":2}\n", "line 1: a newer mud wrote this"},
		"no JSON":         {first + "\n{oops\n", "line 3:"},
		"no id":           {first + `{"kind":"object"}`, "line 2: an entity needs an id"},
		"no key":          {first + `{"id":7,"kind":"object"}`, "line 2: #7 needs a kind, a key and a typeclass"},
		"twice":           {first + room + "}\n" + room + "}\n", "line 3: #1 is there twice"},
		"a hole":          {first + room + `,"location":9}`, `the location of #1 "Hall" is #9, which is not in the file`},
		"attribute":       {first + room + `,"attributes":[{"key":"x"}]}`, "line 2: an attribute of #1 needs a key and a value"},
		"wrong time":      {first + `{"id":1,"created":"yesterday"}`, "line 2:"},
		"cut off in half": {text[:200], "line 2:"},
	} {
		if _, err := jsonl.Read(strings.NewReader(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(text))
	f.Fuzz(func(t *testing.T, data []byte) {
		snap, err := jsonl.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := jsonl.Write(&out, snap); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := jsonl.Read(&out)
		if err != nil || !storetest.Same(snap, again) {
			t.Fatalf("it changed on the way: %v", err)
		}
	})
}
