declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}

declare module '*.graphql?document' {
  const document: import('./documents.js').Document;
  export default document;
}

declare module '*.css' {}
declare module '@fontsource-variable/noto-sans-sc' {}
