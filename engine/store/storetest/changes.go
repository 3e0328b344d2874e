package storetest

import (
	"bytes"
	"math"
	"testing"

	"mud/engine/store"
)

func object(id int64, key string) store.Object {
	return store.Object{ID: id, Kind: "object", Typeclass: "core.object", Key: key,
		Location: 2, Home: 3, Destination: 4, Created: 1_700_000_000, Data: []byte(`{"aliases":["x"]}`)}
}

func attribute(object int64, category, key, v string) store.Attribute {
	return store.Attribute{Object: object, Category: category, Key: key, Value: []byte(v), Lock: "read:all()"}
}

func testEmpty(t *testing.T, place Place) {
	s := place.Open(t)
	defer mustClose(t, s)
	want(t, s, &store.Snapshot{})
	mustCommit(t, s)
	want(t, s, &store.Snapshot{})
}

// changeCase is what a sequence of changes must leave in an empty store.
type changeCase struct {
	name    string
	changes []store.Change
	want    store.Snapshot
}

// run commits the changes together or one by one, and looks at the store
// before and after it was opened again.
func (c changeCase) run(t *testing.T, place Place, oneByOne bool) {
	s := place.Open(t)
	if oneByOne {
		for _, change := range c.changes {
			mustCommit(t, s, change)
		}
	} else {
		mustCommit(t, s, c.changes...)
	}
	want(t, s, &c.want)
	mustClose(t, s)
	s = place.Open(t)
	defer mustClose(t, s)
	want(t, s, &c.want)
}

func changeCases() []changeCase {
	first, second := object(1, "first"), object(2, "second")
	other := store.Object{ID: 1, Kind: "account", Key: "other", Data: []byte("{}")}
	big := attribute(1, "", "big", string(bytes.Repeat([]byte("0123456789"), 100_000)))
	odd := store.Attribute{Object: 1, Category: "'\";--", Key: "\x00\xff", Value: []byte("\x00\"\xfe"), Lock: "\x00"}
	return []changeCase{
		{"objects are sorted by id", []store.Change{store.PutObject{Object: second}, store.PutObject{Object: first}},
			store.Snapshot{Objects: []store.Object{first, second}}},
		{"an object takes the place of the old one",
			[]store.Change{store.PutObject{Object: first}, store.PutObject{Object: other}},
			store.Snapshot{Objects: []store.Object{other}}},
		{"a deleted object takes its attributes along", []store.Change{
			store.PutObject{Object: first}, store.PutObject{Object: second},
			store.PutAttribute{Attribute: attribute(1, "", "a", "1")},
			store.PutAttribute{Attribute: attribute(1, "c", "a", "1")},
			store.PutAttribute{Attribute: attribute(2, "", "a", "2")},
			store.DeleteObject{ID: 1}},
			store.Snapshot{Objects: []store.Object{second}, Attributes: []store.Attribute{attribute(2, "", "a", "2")}}},
		{"put, deleted and put again", []store.Change{store.PutObject{Object: first},
			store.DeleteObject{ID: 1}, store.PutObject{Object: other}},
			store.Snapshot{Objects: []store.Object{other}}},
		{"attributes may come before their object and are sorted", []store.Change{
			store.PutAttribute{Attribute: attribute(10, "", "a", "1")},
			store.PutAttribute{Attribute: attribute(2, "b", "a", "2")},
			store.PutAttribute{Attribute: attribute(2, "B", "z", "3")},
			store.PutAttribute{Attribute: attribute(2, "", "é", "4")},
			store.PutAttribute{Attribute: attribute(2, "", "z", "5")}},
			store.Snapshot{Attributes: []store.Attribute{
				attribute(2, "", "z", "5"), attribute(2, "", "é", "4"), attribute(2, "B", "z", "3"),
				attribute(2, "b", "a", "2"), attribute(10, "", "a", "1")}}},
		{"an attribute takes the place of the old one", []store.Change{
			store.PutAttribute{Attribute: attribute(1, "c", "a", "1")},
			store.PutAttribute{Attribute: store.Attribute{Object: 1, Category: "c", Key: "a", Value: []byte("2")}}},
			store.Snapshot{Attributes: []store.Attribute{{Object: 1, Category: "c", Key: "a", Value: []byte("2")}}}},
		{"an attribute is deleted by object, category and key", []store.Change{
			store.PutAttribute{Attribute: attribute(1, "c", "a", "1")},
			store.PutAttribute{Attribute: attribute(1, "d", "a", "2")},
			store.PutAttribute{Attribute: attribute(2, "c", "a", "3")},
			store.PutAttribute{Attribute: attribute(1, "c", "b", "4")},
			store.DeleteAttribute{Object: 1, Category: "c", Key: "a"}},
			store.Snapshot{Attributes: []store.Attribute{
				attribute(1, "c", "b", "4"), attribute(1, "d", "a", "2"), attribute(2, "c", "a", "3")}}},
		{"meta", []store.Change{store.PutMeta{Key: "a", Value: []byte("1")}, store.PutMeta{Key: "b", Value: nil},
			store.PutMeta{Key: "", Value: []byte{0, 255}}, store.PutMeta{Key: "a", Value: []byte("2")},
			store.PutMeta{Key: "gone", Value: []byte("3")}, store.DeleteMeta{Key: "gone"}},
			store.Snapshot{Meta: map[string][]byte{"": {0, 255}, "a": []byte("2"), "b": nil}}},
		{"lines", []store.Change{
			store.PutLine{Line: store.Line{Sessid: 5, Seq: math.MaxUint64}},
			store.PutLine{Line: store.Line{Sessid: 4, Seq: 1}}, store.PutLine{Line: store.Line{Sessid: 4, Seq: 2}},
			store.PutLine{Line: store.Line{Sessid: 3, Seq: 9}}, store.DeleteLine{Sessid: 3}},
			store.Snapshot{Lines: []store.Line{{Sessid: 4, Seq: 2}, {Sessid: 5, Seq: math.MaxUint64}}}},
		{"deleting what is not there", []store.Change{store.DeleteObject{ID: 7},
			store.DeleteAttribute{Object: 7, Key: "x"}, store.DeleteMeta{Key: "x"}, store.DeleteLine{Sessid: 7}},
			store.Snapshot{}},
		{"any bytes", []store.Change{store.PutAttribute{Attribute: odd}},
			store.Snapshot{Attributes: []store.Attribute{odd}}},
		{"a big value", []store.Change{store.PutAttribute{Attribute: big}},
			store.Snapshot{Attributes: []store.Attribute{big}}},
	}
}
