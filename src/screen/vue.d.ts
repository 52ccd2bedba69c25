declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}

declare module '*.graphql?raw' {
  const document: string;
  export default document;
}

declare module '*.css' {}
declare module '@fontsource-variable/noto-sans-sc' {}
