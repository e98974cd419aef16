; "Classify with Classifold" in the menu of a folder and on the ground of an open one. SHCTX: for one person or for all,
; as the person chose. The dot keeps the backslash of a drive from swallowing the quotation mark (`"D:\"`).
!macro customInstall
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Classifold" "" "Classify with ${PRODUCT_NAME}"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Classifold" "Icon" "$appExe"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\Classifold\command" "" '"$appExe" "%1\."'
  WriteRegStr SHCTX "Software\Classes\Directory\Background\shell\Classifold" "" "Classify with ${PRODUCT_NAME}"
  WriteRegStr SHCTX "Software\Classes\Directory\Background\shell\Classifold" "Icon" "$appExe"
  WriteRegStr SHCTX "Software\Classes\Directory\Background\shell\Classifold\command" "" '"$appExe" "%V\."'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\Classifold"
  DeleteRegKey SHCTX "Software\Classes\Directory\Background\shell\Classifold"
!macroend
