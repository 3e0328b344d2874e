--- What :h shows in the line editor.
return [[|wThe line editor|n. Each line that you type is added to the text. Lines that begin with a colon do something:

  |w:|n            view the text with line numbers     |w::|n          view it without
  |w:w|n           save                                |w:wq|n         save and leave
  |w:q|n           leave; asks if you want to save     |w:q!|n         leave without saving
  |w:u|n           undo          |w:uu|n  redo           |w:UU|n         back to how it was at first
  |w:dd|n [l]      delete the last line, or line l     |w:DD|n         delete everything
  |w:dw|n [l] w    delete a word, everywhere or in line l
  |w:y|n [l]       copy          |w:x|n [l]  cut         |w:p|n [l]      put it in after line l, or at the end
  |w:i|n l text    insert a line before line l         |w:r|n l text   replace line l
  |w:I|n l text    put text before line l              |w:A|n l text   put text behind line l
  |w:s|n [l] w x   search for w and put x in its place
  |w:j|n [l] how   justify: f(ull), l(eft), r(ight), c(entre)
  |w:f|n [l]       fill          |w:fi|n [l] indent      |w:fd|n [l]     indent less
  |w:echo|n        show each line again after you typed it, or not
  |w::|ntext       a line that begins with a colon: type it with two

l is the number of a line, or of several: 2:5. Several words stand in quotes: :s "a cat" "a dog".]]
